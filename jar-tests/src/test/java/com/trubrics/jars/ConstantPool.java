package com.trubrics.jars;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** What a class file says about what its code uses, after chapter 4.4 of the JVM's specification. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    /** Of each entry its kind, its text, and the one or two entries that it refers to. */
    private final int[] kinds;

    private final String[] texts;
    private final int[] first;
    private final int[] second;

    private ConstantPool(int entries) {
        kinds = new int[entries];
        texts = new String[entries];
        first = new int[entries];
        second = new int[entries];
    }

    static ConstantPool of(byte[] classFile) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            in.skipNBytes(8);
            ConstantPool pool = new ConstantPool(in.readUnsignedShort());
            for (int i = 1; i < pool.kinds.length; i++) {
                pool.read(i, in);
                if (pool.kinds[i] == LONG || pool.kinds[i] == DOUBLE) {
                    i++; // It takes two places.
                }
            }
            return pool;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(int i, DataInputStream in) throws IOException {
        kinds[i] = in.readUnsignedByte();
        switch (kinds[i]) {
            case UTF8 -> texts[i] = in.readUTF();
            case LONG, DOUBLE -> in.skipNBytes(8);
            case METHOD_HANDLE -> in.skipNBytes(3);
            case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> first[i] = in.readUnsignedShort();
            default -> {
                first[i] = in.readUnsignedShort();
                second[i] = in.readUnsignedShort();
            }
        }
    }

    /** The methods that it calls, as {@code java.lang.Class.forName}. */
    Set<String> methods() {
        Set<String> methods = new TreeSet<>();
        for (int i = 1; i < kinds.length; i++) {
            if (kinds[i] == METHOD || kinds[i] == INTERFACE_METHOD) {
                String owner = texts[first[first[i]]].replace('/', '.');
                methods.add(owner + "." + texts[first[second[i]]]);
            }
        }
        return methods;
    }

    /** Its constants that are strings. */
    Set<String> strings() {
        Set<String> strings = new TreeSet<>();
        for (int i = 1; i < kinds.length; i++) {
            if (kinds[i] == STRING) {
                strings.add(texts[first[i]]);
            }
        }
        return strings;
    }
}
