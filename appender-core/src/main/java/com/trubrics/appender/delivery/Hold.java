package com.trubrics.appender.delivery;

/** One pipeline's view of its host's {@code Retry-After}: kept, but for one last attempt at the end. */
final class Hold {

    private final HostHold host;
    private boolean ignored;
    private boolean hurried;

    Hold(HostHold host) {
        this.host = host;
    }

    /** The host asked to be left alone until then. */
    void until(long time) {
        host.holdUntil(time);
        ignored = false;
    }

    boolean isHolding(long now) {
        return !ignored && host.isHolding(now);
    }

    /** Only while it is holding. */
    long until() {
        return host.until();
    }

    /**
     * It would outlast the end: allows one last attempt at once.
     *
     * @return false if that has been spent
     */
    boolean hurry() {
        boolean first = !hurried;
        hurried = true;
        ignored = true;
        return first;
    }

    /** The end is over. */
    void reset() {
        ignored = false;
        hurried = false;
    }
}
