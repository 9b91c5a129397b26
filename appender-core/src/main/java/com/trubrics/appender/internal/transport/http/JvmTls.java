package com.trubrics.appender.internal.transport.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * TLS with the JVM's configuration: the default {@link SSLContext}, with its trusted certificates and client certificates,
 * from {@code javax.net.ssl.*} properties or from {@link SSLContext#setDefault}. It is read again for each connection, so the
 * application may set it late.
 */
final class JvmTls extends SSLSocketFactory {

    /**
     * OkHttp requires a trust manager, but uses it only for pinned certificates, of which there are none. The default context
     * checks certificates itself.
     */
    static final X509TrustManager TRUSTING_NOBODY = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("not asked");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("not asked");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    /** The only method that OkHttp calls. */
    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return ofTheJvm().createSocket(socket, host, port, autoClose);
    }

    private static SSLSocketFactory ofTheJvm() throws SSLException {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            // For example, an unreadable key store.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SSLException("the JVM's TLS settings cannot be used: " + cause.getMessage(), e);
        }
    }

    @Override
    public String[] getDefaultCipherSuites() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
