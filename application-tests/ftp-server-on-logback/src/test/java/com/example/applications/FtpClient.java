package com.example.applications;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user at an FTP client: as much of the protocol as the test needs. */
final class FtpClient implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("\\|(\\d+)\\|");

    private final Socket control;
    private final BufferedReader replies;

    private FtpClient(Socket control) throws IOException {
        this.control = control;
        this.replies = new BufferedReader(new InputStreamReader(control.getInputStream(), US_ASCII));
    }

    static FtpClient connect(int port) throws IOException {
        FtpClient client = new FtpClient(new Socket("127.0.0.1", port));
        client.reply(220);
        return client;
    }

    void signIn(String user, String password) throws IOException {
        send("USER " + user, 331);
        send("PASS " + password, 230);
    }

    void upload(String file, String content) throws IOException {
        try (Socket data = openData()) {
            send("STOR " + file, 150);
            data.getOutputStream().write(content.getBytes(US_ASCII));
        }
        reply(226);
    }

    String download(String file) throws IOException {
        String content;
        try (Socket data = openData()) {
            send("RETR " + file, 150);
            content = new String(data.getInputStream().readAllBytes(), US_ASCII);
        }
        reply(226);
        return content;
    }

    /** Returns the reply. */
    String send(String command, int expected) throws IOException {
        control.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
        return reply(expected);
    }

    private Socket openData() throws IOException {
        String reply = send("EPSV", 229);
        Matcher port = PORT.matcher(reply);
        if (!port.find()) {
            throw new IOException(reply);
        }
        return new Socket("127.0.0.1", Integer.parseInt(port.group(1)));
    }

    private String reply(int expected) throws IOException {
        String line = replies.readLine();
        while (line != null && line.startsWith(expected + "-")) { // more lines follow
            line = replies.readLine();
        }
        if (line == null || !line.startsWith(expected + " ")) {
            throw new IOException("expected " + expected + ", but the reply is " + line);
        }
        return line;
    }

    /** Signs out, and waits until the server has closed the connection. */
    @Override
    public void close() throws IOException {
        send("QUIT", 221);
        String end = replies.readLine();
        control.close();
        if (end != null) {
            throw new IOException("expected the end, but the reply is " + end);
        }
    }
}
