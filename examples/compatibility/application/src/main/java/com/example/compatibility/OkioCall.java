package com.example.compatibility;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;

/** HTTP by hand, over a socket. */
final class OkioCall {
    private OkioCall() {}

    static void make(LocalServer server) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                BufferedSink out = Okio.buffer(Okio.sink(socket));
                BufferedSource in = Okio.buffer(Okio.source(socket))) {
            out.writeUtf8("POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
            out.flush();
            Library.check("HTTP/1.1 200 OK", in.readUtf8LineStrict());
            String answer = in.readUtf8();
            Library.check("{}", answer.substring(answer.length() - 2));
        }
    }
}
