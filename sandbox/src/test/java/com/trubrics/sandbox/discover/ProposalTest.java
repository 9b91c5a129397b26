package com.trubrics.sandbox.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalTest {
    private static final String LOGGER = "com.acme.Shop";

    private static Map<String, String> rule(Reported reported) {
        Reading reading = reported.reading();
        return RuleWriter.write(reading, Proposal.of(reading, List.of(reading)).choice());
    }

    private static String event(Reported reported) {
        return EventName.of(reported.reading());
    }

    @Test
    void aLineThatNamesItsUserNeedsNothingMore() {
        assertThat(rule(Reported.one().template(LOGGER, "Order {} placed by {}", 42, "jane")))
                .isEqualTo(Map.of(
                        "logger", LOGGER,
                        "message", "Order {order_id} placed by {user_id}",
                        "event", "Order Placed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "Order {} placed by {} -> Order Placed",
                "User {} has been created -> User Created",
                "Password of {} was changed successfully -> Password Changed",
                "Report exported -> Report Exported",
                "Order {} over {} EUR placed by {} -> Order Placed",
                "User {} increased token consumption: {} -> User Increased",
                "Authenticated as: {} -> Authenticated",
                "login user={} ip={} -> Login",
                "User {} logged in from {} -> User Logged In",
                "User {} failed to sign in: {} -> User Failed To Sign In",
                "User [id={}, name={}] updated profile -> User Updated",
                "Customer {} ({}) upgraded plan from {} -> Customer Upgraded",
                "audit: {} signed up -> Signed Up",
                "[AUDIT] document {} deleted -> Document Deleted",
                "Created order {} -> Created Order",
                "{} {} by {} took {} ms -> Shop",
                "[{}] Session established from address: {} -> Session Established",
                "REST request to save BankAccount : {} -> REST Request To Save BankAccount",
                "{} -> Shop",
                "Invoice {} sent to {} -> Invoice Sent",
                "Job '{}' fired by {} -> Job Fired",
                "Initializing servlet '{}' -> Initializing Servlet",
            })
    void theNameOfTheEventIsWhatHasHappened(String template, String name) {
        Object[] arguments =
                template.chars().filter(c -> c == '{').mapToObj(c -> "x").toArray();

        assertThat(event(Reported.one().template(LOGGER, template, arguments))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "用户 {} 登录成功 -> 用户 {user_id} 登录成功 -> 用户 登录成功",
                "用户{}登录成功，IP：{} -> 用户{user_id}登录成功，IP：{ip} -> 用户 登录成功 IP",
                "订单{}已由{}提交 -> 订单{订单}已由{user_id}提交 -> 订单 提交",
                "Benutzer {} hat sich angemeldet -> Benutzer {user_id} hat sich angemeldet -> Benutzer Angemeldet",
                "Bestellung {} wurde von {} aufgegeben -> Bestellung {bestellung} wurde von {user_id} aufgegeben -> Bestellung Aufgegeben",
                "Verkäufer für {} gewählt -> Verkäufer für {-} gewählt -> Verkäufer Gewählt",
                "L'utilisateur {} s'est connecté -> L'utilisateur {user_id} s'est connecté -> Utilisateur Connecté",
                "Commande {} passée par {} -> Commande {commande} passée par {user_id} -> Commande Passée",
                "ユーザー{}がログインしました -> ユーザー{user_id}がログインしました -> ユーザー ログインしました",
                "{}さんが注文{}を確定しました -> {user_id}さんが注文{注文}を確定しました -> 注文 確定しました",
                "사용자 {}가 로그인했습니다 -> 사용자 {user_id}가 로그인했습니다 -> 사용자 로그인했습니다",
                "Пользователь {} вошёл -> Пользователь {user_id} вошёл -> Пользователь Вошёл",
                "ผู้ใช้ {} -> ผู้ใช้ {ผใช} -> ผู้ใช้",
                "*** {} *** -> *** {-} *** -> Shop",
                "已 {} -> 已 {-} -> Shop",
            })
    void linesInOtherLanguagesGetAUserPlaceholdersAndANeutralName(String template, String message, String name) {
        Object[] arguments =
                template.chars().filter(c -> c == '{').mapToObj(c -> "x").toArray();

        assertThat(rule(Reported.one().template(LOGGER, template, arguments)))
                .containsEntry("message", message)
                .containsEntry("event", name);
    }

    @Test
    void whatHasHappenedComesFirstInOtherLanguagesToo() {
        Applications applications = Reported.one()
                .template(LOGGER, "Verbindung zu {}", "x")
                .template(LOGGER, "Bestellung {} wurde storniert", "x")
                .template(LOGGER, "缓存 {}", "x")
                .template(LOGGER, "注册成功 {}", "x")
                .applications();

        assertThat(applications.kinds().stream()
                        .filter(seen -> Ranking.score(seen.reading().get(), seen.counted(), 4) > 20)
                        .map(seen -> seen.kind().number()))
                .containsExactly(2, 4);
    }

    @Test
    void aNameIsNeverLongerThanSixtyCharacters() {
        assertThat(event(Reported.one().template(LOGGER, "成".repeat(500)))).isEqualTo("成".repeat(60));
        assertThat(event(Reported.one().template(LOGGER, "x" + "\uD842\uDFB7".repeat(500))))
                .isEqualTo("X" + "\uD842\uDFB7".repeat(29));
    }

    @ParameterizedTest
    @CsvSource({
        "'user ', '', u-42, user_id",
        "'order ', ' placed', o-7, order_id",
        "'plan ', '', pro, plan",
        "'key=', ' next', v, key",
        "'id = ''', '''', 17, id",
        "' / IP Address: ', ' / ', 10.0.0.7, ip_address",
        "'took ', ' ms', 12, ms",
        "'| rt: ', 'ms |', 12, ms",
        "'placed by ', '', jane, user",
        "'logged in as ', '', jane, user",
        "'[', ']', 10.0.0.7, ip",
        "'to ', '', jane@example.org, email",
        "'call ', '() done', save, method",
        "'', '', '{\"a\":1}', data",
        "'over ', ' EUR paid', 49.9, amount",
        "'GET ', ' 200', /orders, path",
        "'lastName=', ',', Doe, last_name",
        "'{\"password\":\"', '\"', 123456, password",
        "'signed in from ', '', 10.0.0.7, ip",
        "'moved from ', ' to', Rome, from",
    })
    void placeholdersAreNamedAfterTheWordsAroundThem(String before, String after, String value, String name) {
        assertThat(new PlaceholderNames().next(before, after, value)).isEqualTo(name);
    }

    @Test
    void noTwoPlaceholdersHaveOneName() {
        PlaceholderNames names = new PlaceholderNames();

        assertThat(List.of(names.unique("value"), names.unique("value"), names.unique("mdc")))
                .containsExactly("value", "value_2", "mdc_value");
    }

    @Test
    void theUserIsLookedForInTheLineThenInTheMdcThenInTheSecurityFramework() {
        Reported inMdc = Reported.one()
                .template(LOGGER, "Report exported")
                .mdc("tenant", "acme")
                .mdc("principal", "jane");
        assertThat(rule(inMdc))
                .containsEntry("fields", "user_id=mdc.principal")
                .containsEntry("message", "Report exported");

        Reported configured = Reported.one().template(LOGGER, "Report exported").mdc("user_id", "jane");
        assertThat(rule(configured)).doesNotContainKey("fields");

        Reading signedIn = Reported.one()
                .template(LOGGER, "Report exported")
                .user("com.acme.Holder.user()", "jane")
                .reading();
        assertThat(Proposal.of(signedIn, List.of(signedIn)).choice())
                .returns("com.acme.Holder.user()", Choice::source)
                .returns(null, Choice::user);

        assertThat(rule(Reported.one()
                        .template(LOGGER, "mail to {} sent", "jane@example.org")
                        .user("com.acme.Holder.user()", "jane")))
                .as("a source names the user, the address may be anybody's")
                .containsEntry("message", "mail to {email} sent");
    }

    @Test
    void aPlaceholderThatIsCalledLikeAUserIsOne() {
        assertThat(rule(Reported.one().text(LOGGER, List.of("login of user ", " done"), "7")))
                .containsEntry("message", "login of user {user_id} done");
        assertThat(rule(Reported.one()
                        .text(LOGGER, List.of("saved ", " now"), "User{id=u-7, password='x', plan='pro'}")))
                .containsEntry("fields", "user_id=value.id");
    }

    @Test
    void secretsAreNeverTicked() {
        assertThat(rule(Reported.one().template(LOGGER, "login user={} password={}", "jane", "123456")))
                .containsEntry("message", "login user={user_id} password={-}");
        Reading reading = Reported.one()
                .template(LOGGER, "request {}", "{\"user\":\"jane\",\"token\":\"t\",\"plan\":\"pro\"}")
                .reading();
        assertThat(Proposal.of(reading, List.of(reading)).fields())
                .filteredOn(Proposal.Field::secret)
                .extracting(field -> field.candidate().path())
                .containsExactly("request.token");
    }

    @Test
    void whatSaysThatItWentWellBecomesACondition() {
        assertThat(rule(Reported.one()
                        .text(LOGGER, List.of("", ""), "{\"user\":\"jane\",\"result\":{\"code\":200},\"n\":7}")))
                .containsEntry("when", "data.result.code=200, data.user!=")
                .containsEntry("fields", "user_id=data.user");
    }

    @Test
    void numbersInFinishedTextsBecomeNumbersAndIdsDoNot() {
        assertThat(rule(Reported.one()
                        .text(LOGGER, List.of("user ", " bought ", " items, order ", ""), "jane", "3", "17")))
                .containsEntry("fields", "user_id, items:number=items, order_id");
    }

    @Test
    void promptAndAnswerOnOneThreadAreAPair() {
        List<Reading> readings = Reported.one()
                .template(
                        "a.Chat",
                        "HTTP request:\n- url: {}\n- body: {}\n",
                        "http://x/v1/chat/completions",
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .followedBy(2)
                .template(
                        "a.Chat",
                        "HTTP response:\n- status code: {}\n- body: {}\n",
                        200,
                        "{\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}")
                .readings();
        Proposal asked = Proposal.of(readings.get(0), readings);
        Proposal answered = Proposal.of(readings.get(1), readings);

        assertThat(Objects.requireNonNull(asked.other()).last()).isTrue();
        assertThat(Objects.requireNonNull(answered.other()).last()).isFalse();
        assertThat(RuleWriter.write(readings.get(0), asked.choice()))
                .containsEntry("message", "HTTP request:\\n- url: {url}\\n- body: {body}\\n")
                .containsEntry("when", "url=*/chat/completions")
                .containsEntry("fields", "assistant_id=body.model, prompt=body.messages[-1].content")
                .containsEntry("pair", "chat")
                .doesNotContainKey("event");
        assertThat(RuleWriter.write(readings.get(1), answered.choice()))
                .containsEntry("when", "status_code=200")
                .containsEntry("fields", "generation=body.choices[0].message.content");
    }

    @Test
    void whatUsersDoComesBeforeNoise() {
        Applications applications = Reported.one()
                .template("org.hibernate.SQL", "select {}", "1")
                .template(LOGGER, "Cache refreshed")
                .template(LOGGER, "Order {} placed by {}", 42, "jane")
                .template(LOGGER, "polling {}", 1)
                .counted(500, 0)
                .template(LOGGER, "User {} came", "joe")
                .counted(5, 5)
                .applications();

        assertThat(applications.kinds().stream()
                        .sorted(java.util.Comparator.comparingInt(
                                seen -> -Ranking.score(seen.reading().get(), seen.counted(), 507)))
                        .map(seen -> seen.kind().number()))
                .containsExactly(3, 2, 4, 1, 5);
    }
}
