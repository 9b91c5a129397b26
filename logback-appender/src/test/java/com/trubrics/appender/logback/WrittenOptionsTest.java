package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.model.AppenderModel;
import ch.qos.logback.core.model.ImplicitModel;
import ch.qos.logback.core.model.Model;
import com.trubrics.appender.spi.OptionValues;
import org.junit.jupiter.api.Test;

/** Elements for which a configuration contract would need another product, such as Spring Boot. */
class WrittenOptionsTest {

    private final AppenderModel appender = new AppenderModel();
    private final OptionValues read = new OptionValues();

    private WrittenOptions written() {
        appender.setName("Trubrics");
        appender.setClassName(TrubricsAppender.class.getName());
        Model file = new Model();
        file.addSubModel(appender);
        return WrittenOptions.in(file, "Trubrics", read);
    }

    private static Model element(String tag, String text, Model... nested) {
        Model element = new ImplicitModel();
        element.setTag(tag);
        element.addText(text);
        for (Model each : nested) {
            element.addSubModel(each);
        }
        return element;
    }

    @Test
    void optionsInAnUnknownElementAreNotPassedOn() {
        appender.addSubModel(element("options", "", element("excludeMdc", "secret"), element("flushInterval", "5 s")));

        assertThat(written().deciding()).containsExactly("excludeMdc");
        assertThat(written().others()).containsExactly("flushInterval");
    }

    @Test
    void textsThatLogbackShortensAreNotPassedOnToTheirEnd() {
        appender.addSubModel(
                element("eventRule", "", element("message", "{a} b"), element("when", "a=*}, level=WARN")));
        appender.addSubModel(element("excludeMdc", "a:-b,token"));
        appender.addSubModel(element("userIdKey", "a:-b"));

        assertThat(written().shortened()).containsExactly("eventRule/when", "excludeMdc");
        assertThat(written().deciding()).isEmpty();
    }

    @Test
    void optionsInASpringProfileArePassedOn() {
        appender.addSubModel(element("springProfile", "", element("dryRun", "true"), element("flushInterval", "5 s")));

        assertThat(written().deciding()).isEmpty();
        assertThat(written().others()).isEmpty();
    }

    @Test
    void anOptionWithoutTextIsNotPassedOnInASpringProfileEither() {
        appender.addSubModel(element("springProfile", "", element("excludeMdc", "")));

        assertThat(written().deciding()).containsExactly("excludeMdc");
    }

    @Test
    void aSpringProfileThatIsNotActiveHidesNothing() {
        Model inactive = element("springProfile", "", element("excludeMdc", ""));
        inactive.deepMarkAsSkipped();
        appender.addSubModel(inactive);

        assertThat(written().deciding()).isEmpty();
    }
}
