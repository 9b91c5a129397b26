package com.trubrics.sandbox.discover;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules as they would be written into a configuration.
 *
 * @param rules the options of each rule, in their order
 * @param userSource the option beside them; null for none
 */
record Draft(List<Map<String, String>> rules, @Nullable String userSource) {}
