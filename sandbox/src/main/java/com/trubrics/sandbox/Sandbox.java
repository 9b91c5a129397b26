package com.trubrics.sandbox;

/** The program. */
public final class Sandbox {
    private Sandbox() {}

    /** Starts a sandbox, and goes on until it is interrupted. */
    public static void main(String[] args) {
        SandboxServer.start(new SandboxOptions(
                SandboxOptions.DEFAULT_PORT,
                java.net.InetAddress.getLoopbackAddress(),
                SandboxOptions.DEFAULT_MAX_EVENTS,
                null));
    }
}
