package com.trubrics.appender.internal.discover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns which words of finished texts vary. In {@code "User bob signed in"}, {@code "User ann signed in"} and so on, the
 * second word varies, once there have been {@value #ENOUGH} different words. Words in the past tense describe what has
 * happened, and never count as varying. Limited in memory. Not thread-safe.
 */
final class VaryingWords {

    /** With fewer words, signing in and signing out would be merged. */
    static final int ENOUGH = 6;

    private static final int MOST_PLACES = 5_000;
    private static final int MOST_WORDS = 24;

    /** Longer texts are not sentences, and would take much memory. */
    private static final int MOST_CHARS = 200;

    /** The words that have occurred at one open place, for each text around it. */
    private final Map<String, Set<String>> wordsByPlace = new HashMap<>();

    /** A word of a shape: which piece it is in, and where. */
    private record Place(int piece, int from, int to) {}

    /** Records the words of a text. Returns its shape with a hole for a word that varies; null if none does. */
    @Nullable
    LineShape learn(String scope, LineShape shape) {
        if (shape.pieces().stream().mapToInt(String::length).sum() > MOST_CHARS) {
            return null;
        }
        for (Place place : places(shape)) {
            LineShape open = open(shape, place);
            String key = scope + open.key();
            Set<String> words = wordsByPlace.get(key);
            if (words == null) {
                if (wordsByPlace.size() >= MOST_PLACES) {
                    continue;
                }
                words = new HashSet<>();
                wordsByPlace.put(key, words);
            }
            if (words.size() < ENOUGH) {
                words.add(shape.pieces().get(place.piece).substring(place.from, place.to));
            }
            if (words.size() >= ENOUGH) {
                return open;
            }
        }
        return null;
    }

    private static LineShape open(LineShape shape, Place place) {
        List<String> pieces = new ArrayList<>(shape.pieces());
        String piece = pieces.remove(place.piece);
        pieces.add(place.piece, piece.substring(place.to));
        pieces.add(place.piece, piece.substring(0, place.from));
        return new LineShape(shape.form(), pieces);
    }

    private static List<Place> places(LineShape shape) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < shape.pieces().size(); i++) {
            String piece = shape.pieces().get(i);
            for (int from = 0; from < piece.length() && places.size() < MOST_WORDS; from++) {
                int to = from;
                while (to < piece.length() && Character.isLetter(piece.charAt(to))) {
                    to++;
                }
                boolean touchesHole = (from == 0 && i > 0) || (to == piece.length() && i < shape.holes());
                if (to > from && !touchesHole && !piece.substring(from, to).endsWith("ed")) {
                    places.add(new Place(i, from, to));
                }
                from = to;
            }
        }
        return places;
    }
}
