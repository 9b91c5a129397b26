/** Tests which events an application's log calls become, in memory, with JUnit 5. */
@NullMarked
package com.trubrics.appender.junit;

import org.jspecify.annotations.NullMarked;
