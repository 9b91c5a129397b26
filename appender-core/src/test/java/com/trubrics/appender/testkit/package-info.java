/** What the tests of both appenders share: a server that records, a child JVM, and the contracts that both must keep. */
@NullMarked
package com.trubrics.appender.testkit;

import org.jspecify.annotations.NullMarked;
