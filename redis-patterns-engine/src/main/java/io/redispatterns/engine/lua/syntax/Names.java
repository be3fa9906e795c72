package io.redispatterns.engine.lua.syntax;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The words of a chunk, each made into a string once: a hash table with open addressing, searched by the bytes of the chunk. */
final class Names {

    private static final int INITIAL_CAPACITY = 64;

    private final byte[] text;
    private @Nullable String[] words = new @Nullable String[INITIAL_CAPACITY];
    private int[] tokens = new int[INITIAL_CAPACITY];
    private int size;
    private int found;

    Names(byte[] text) {
        this.text = text;
    }

    /** Returns the bytes from one position to before another as a string. */
    String word(int from, int to) {
        int slot = slot(from, to);
        String word = words[slot];
        if (word == null) {
            word = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
            slot = add(slot, word);
        }
        found = slot;
        return word;
    }

    /** Returns the kind of token that the last word is. */
    int token() {
        return tokens[found];
    }

    private int slot(int from, int to) {
        int mask = words.length - 1;
        int slot = hash(from, to) & mask;
        for (String word = words[slot]; word != null && !isAt(word, from, to); word = words[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int hash(int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = mix(hash, text[i] & 0xFF);
        }
        return hash ^ hash >>> 15;
    }

    private static int hash(String word) {
        int hash = word.length();
        for (int i = 0; i < word.length(); i++) {
            hash = mix(hash, word.charAt(i));
        }
        return hash ^ hash >>> 15;
    }

    private static int mix(int hash, int character) {
        return (hash ^ character) * 0x01000193;
    }

    private boolean isAt(String word, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != (text[from + i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private int add(int slot, String word) {
        if (2 * ++size <= words.length) {
            put(slot, word, Token.ofWord(word));
            return slot;
        }
        grow();
        return addNew(word, Token.ofWord(word));
    }

    private void grow() {
        @Nullable String[] oldWords = words;
        int[] oldTokens = tokens;
        words = new @Nullable String[2 * oldWords.length];
        tokens = new int[words.length];
        for (int i = 0; i < oldWords.length; i++) {
            String word = oldWords[i];
            if (word != null) {
                addNew(word, oldTokens[i]);
            }
        }
    }

    private int addNew(String word, int token) {
        int mask = words.length - 1;
        int slot = hash(word) & mask;
        while (words[slot] != null) {
            slot = (slot + 1) & mask;
        }
        put(slot, word, token);
        return slot;
    }

    private void put(int slot, String word, int token) {
        words[slot] = word;
        tokens[slot] = token;
    }
}
