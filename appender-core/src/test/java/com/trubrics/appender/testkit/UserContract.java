package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.users.CurrentUser;
import com.acme.users.Holder;
import com.trubrics.appender.testkit.AppenderConfig.Trait;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.context.SecurityContextHolder;

/** Users whom no log call names, and pseudonyms. */
public abstract class UserContract extends AppenderContract {

    private static final LogLine SIGN_UP = line().field("event", "Sign Up");
    private static final LogLine SIGN_UP_OF_U1 = SIGN_UP.field("user_id", "u1");

    private static final String SPRING =
            "org.springframework.security.core.context.SecurityContextHolder.getContext().authentication.name";

    @AfterEach
    final void signOut() {
        SecurityContextHolder.clearContext();
        Holder.whenAsked(() -> {});
    }

    private static String signUpOf(String userId) {
        return "{\"user_id\":\"" + userId + "\",\"event\":\"Sign Up\",\"timestamp\":\"NOW\"}";
    }

    @ParameterizedTest
    @CsvSource({
        SPRING + ", bob",
        "org.springframework.security.core.context.SecurityContextHolder.getContext().getAuthentication().getName(), bob",
        "org.apache.shiro.SecurityUtils.getSubject().principal, 42",
        "cn.dev33.satoken.stp.StpUtil.getLoginIdDefaultNull(), sys_user:1",
        "com.acme.users.Holder.userId(), u-7",
        "com.acme.users.CurrentUser, own"
    })
    public void theSourceNamesTheUserOfACallThatNamesNone(String source, String userId) {
        SecurityContextHolder.signIn("bob");
        Report report = log(config().option("userSource", source), SIGN_UP);
        report.isUserEvent(signUpOf(userId));
        report.warnsAboutNothing();
    }

    @Test
    public void theSourceIsAskedOnlyForAnEventThatNamesNoUser() {
        int before = CurrentUser.ASKED.get();
        Report report = log(
                config().option("userSource", "com.acme.users.CurrentUser").option("defaultUserId", "nobody"),
                line(),
                SIGN_UP_OF_U1,
                SIGN_UP.mdc("user_id", "u2"),
                SIGN_UP);
        assertThat(report.userEvents()).containsExactly(signUpOf("u1"), signUpOf("u2"), signUpOf("own"));
        assertThat(CurrentUser.ASKED.get() - before).isOne();
    }

    @Test
    public void anAnonymousUserIsNone() {
        Report report = log(config().option("userSource", SPRING).option("defaultUserId", "nobody"), SIGN_UP);
        report.isUserEvent(signUpOf("nobody"));
        report.warnsAboutNothing();
    }

    @Test
    public void aSourceThatKnowsNobodyIsNotProposedAgain() {
        Report report = log(config().option("userSource", SPRING), SIGN_UP);
        report.isNothing();
        assertThat(report.warnings().get(0))
                .contains("names no user", "userSource named none", "configure defaultUserId")
                .doesNotContain("configure userSource");
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.gone.Holder.userId(),       there is no class com.acme.gone.Holder",
        "com.acme.gone.CurrentUser,           there is no class com.acme.gone.CurrentUser",
        "com.acme.users.Holder.gone(),        class com.acme.users.Holder has no public method gone()",
        "com.acme.users.CurrentUser.userId(), com.acme.users.CurrentUser.userId() is not static",
        "com.acme.users.Holder,               com.acme.users.Holder does not implement",
        "com.acme.users.Holder.broken(),      throws java.lang.NoClassDefFoundError",
        "com.acme.users.Holder.illegal(),     throws java.lang.IllegalStateException",
        "com.acme.users.Holder.object(),      default toString()"
    })
    public void aSourceThatFailsNamesNobodyWithOneWarning(String source, String warning) {
        Report report =
                log(config().option("userSource", source).option("defaultUserId", "nobody"), SIGN_UP, SIGN_UP, SIGN_UP);
        assertThat(report.userEvents()).hasSize(3).containsOnly(signUpOf("nobody"));
        report.warnsOnceAbout("userSource", warning);
        assertThat(report.warnings().toString()).doesNotContain("secret");
        assertThat(report.neighbourLines()).hasSize(3);
    }

    @Test
    public void aBlankUserIsNone() {
        Report report = log(
                config().option("userSource", "com.acme.users.Holder.blank()").option("defaultUserId", "nobody"),
                SIGN_UP);
        report.isUserEvent(signUpOf("nobody"));
        report.warnsAboutNothing();
    }

    @Test
    public void withoutAnyUserTheEventIsDropped() {
        Report report = log(config().option("userSource", SPRING), SIGN_UP);
        report.isNothing();
        assertThat(report.warnings().get(0)).contains("names no user", "userSource");
    }

    @Test
    public void whatTheSourceLogsIsNeverAnEvent() {
        Report report = run(config().option("userSource", "com.acme.users.Holder.userId()"), logging -> {
            Holder.whenAsked(() -> logging.log(SIGN_UP_OF_U1));
            logging.log(SIGN_UP);
        });
        report.isUserEvent(signUpOf("u-7"));
        assertThat(report.neighbourLines()).hasSize(2);
    }

    @Test
    public void behindAnAsynchronousAppenderNobodyIsAskedWithOneWarning() {
        int before = CurrentUser.ASKED.get();
        Report report = log(
                config().option("userSource", "com.acme.users.CurrentUser")
                        .option("defaultUserId", "nobody")
                        .with(Trait.ASYNC),
                SIGN_UP,
                SIGN_UP,
                SIGN_UP_OF_U1);
        assertThat(report.userEvents()).containsExactly(signUpOf("nobody"), signUpOf("nobody"), signUpOf("u1"));
        report.warnsOnceAbout("userSource", "asynchronous");
        assertThat(CurrentUser.ASKED.get()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "Holder", "com.acme.Holder.get(\"x\")", "a.B.c()x", "a.B.c().[", "${none}"})
    public void aSourceThatCannotBeReadFailsClosed(String source) {
        Report report = log(config().option("userSource", source), SIGN_UP_OF_U1);
        report.isNothing();
        report.warnsOnceAbout("userSource", "no events will be sent");
    }

    /** RFC 4231, test case 2. */
    @Test
    public void aPseudonymTakesThePlaceOfTheUserWhereverThatIsFrom() {
        String user = "what do ya want for nothing?";
        String pseudonym = "5bdcc146bf60754e6a042426089575c7";
        SecurityContextHolder.signIn(user);
        AppenderConfig config = config().option("userIdHashKey", "Jefe");

        Report report = log(config, SIGN_UP.field("user_id", user), SIGN_UP.mdc("user_id", user));
        assertThat(report.userEvents()).hasSize(2).containsOnly(signUpOf(pseudonym));
        report.warnsAboutNothing();
        log(config.option("userSource", SPRING), SIGN_UP);
        log(
                config.option("defaultUserId", user),
                SIGN_UP,
                line().field("generation", "Hello").field("prompt", "Hi"));

        assertThat(server().requests().toString()).doesNotContain(user, "Jefe");
        assertThat(server().events())
                .hasSize(5)
                .allSatisfy(event -> assertThat(event.golden(Instant.EPOCH, Instant.now()))
                        .contains("\"user_id\":\"" + pseudonym + "\""));
    }

    @ParameterizedTest
    @CsvSource({
        "userIdHashKey, ${no.such.key}",
        "userIdHashKey, 'k3y-${no.such.key}'",
        "userIdHashKey, ''",
        "userIdHashKey, '${no.such.key:-}'",
        "userIdHash, k3y"
    })
    public void withoutTheKeyNoPlainIdLeaves(String option, String key) {
        Report report = log(config().element("<" + option + ">" + key + "</" + option + ">"), SIGN_UP_OF_U1);
        report.isNothing();
        assertThat(report.warnings())
                .filteredOn(warning -> warning.contains("no events will be sent"))
                .singleElement()
                .asString()
                .contains(option)
                .doesNotContain("k3y");
    }
}
