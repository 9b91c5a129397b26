package com.example.compatibility;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;

final class JacksonCall {
    private JacksonCall() {}

    static void make() throws IOException {
        JsonFactory json = new JsonFactory();
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("pi", 3.25);
            out.writeEndObject();
        }
        Library.check("{\"pi\":3.25}", text.toString());
        try (JsonParser in = json.createParser(text.toString())) {
            in.nextToken();
            Library.check("pi", in.nextFieldName());
            in.nextToken();
            Library.check("3.25", in.getDecimalValue().toString());
        }
    }
}
