@NullMarked
package com.trubrics.appender.log4j2;

import org.jspecify.annotations.NullMarked;
