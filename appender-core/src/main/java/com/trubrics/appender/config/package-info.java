/** Options as text, the settings that they become, and the warnings on the way. */
@NullMarked
package com.trubrics.appender.config;

import org.jspecify.annotations.NullMarked;
