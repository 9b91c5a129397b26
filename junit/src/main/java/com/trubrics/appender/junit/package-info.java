/** Tests with JUnit 5 which events an application's log calls become. */
@NullMarked
package com.trubrics.appender.junit;

import org.jspecify.annotations.NullMarked;
