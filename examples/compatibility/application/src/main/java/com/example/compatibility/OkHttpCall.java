package com.example.compatibility;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

final class OkHttpCall {
    private OkHttpCall() {}

    static void make(LocalServer server) throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(1, 1, TimeUnit.SECONDS))
                .build();
        Request request =
                new Request.Builder().url(server.url("/echo")).post(json("{}")).build();
        try (Response response = client.newCall(request).execute()) {
            Library.check("{}", response.body().string());
        }
        client.connectionPool().evictAll();
    }

    /** The order of the arguments that OkHttp 3 has, and later versions still take. */
    @SuppressWarnings("deprecation")
    private static RequestBody json(String text) {
        return RequestBody.create(MediaType.parse("application/json"), text);
    }
}
