package com.example.chat;

/** A status and a line of text, never empty. */
record Reply(int status, String text) {}
