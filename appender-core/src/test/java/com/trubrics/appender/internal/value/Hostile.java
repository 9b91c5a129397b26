package com.trubrics.appender.internal.value;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Values as applications should not have them. */
public final class Hostile {
    private Hostile() {}

    /** Its {@code toString()} throws. */
    public static final class Thrower {
        private final Supplier<? extends Throwable> what;

        public Thrower(Supplier<? extends Throwable> what) {
            this.what = what;
        }

        @Override
        public String toString() {
            throw sneaky(what.get());
        }
    }

    /** Its {@code toString()} never ends. */
    public static final class Recursive {
        @Override
        public String toString() {
            return this + "!";
        }
    }

    /** Its first component cannot be read. */
    public record Torn(int first, int second) {
        @Override
        public int first() {
            throw new IllegalStateException();
        }
    }

    /** Gives one entry and then fails, as a map does that another thread changes. */
    public static final class TornMap extends AbstractMap<String, Object> {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, Object>> iterator() {
                    return new Iterator<>() {
                        private boolean given;

                        @Override
                        public boolean hasNext() {
                            return true;
                        }

                        @Override
                        public Entry<String, Object> next() {
                            if (given) {
                                throw new ConcurrentModificationException();
                            }
                            given = true;
                            return Map.entry("first", 1);
                        }
                    };
                }

                @Override
                public int size() {
                    return 2;
                }
            };
        }
    }

    /** Never runs out of elements; counts those it gave. */
    public static final class Endless extends AbstractCollection<Object> {
        private int given;

        public int given() {
            return given;
        }

        @Override
        public Iterator<Object> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Object next() {
                    return ++given;
                }
            };
        }

        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
