package com.trubrics.appender.internal.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextShapesTest {

    private static String shape(String text) {
        return String.join("{}", TextShapes.of(text).pieces());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                "Server started -> Server started",
                "Order 42 placed by u-42 -> Order {} placed by {}",
                "Order o-7: 49.90 EUR -> Order {}: {} EUR",
                "took 12ms, 99.5% -> took {}ms, {}%",
                "mail to jane@example.org sent. -> mail to {} sent.",
                "GET /orders/new from 10.0.0.7:5555 -> GET {} from {}",
                "id 784f394c-42b6-435a-983c-b7beff2784f9 gone -> id {} gone",
                "at 2026-01-02T03:04:05.678Z! -> at {}!",
                "User 'O'Neil, Ann' added -> User '{}' added",
                "it's done and that's it -> it's done and that's it",
                "name=\"Jane Doe\" ok -> name=\"{}\" ok",
                "action=signup user=jane plan= -> action={} user={} plan=",
                "saved: true, forced: false -> saved: {}, forced: {}",
                "[127.0.0.1]内网IP[newbie][Register][注册成功] -> [{}]内网IP[newbie][Register][注册成功]",
                "耗时12毫秒 -> 耗时{}毫秒",
                "request {\"uri\":\"/login\",\"a\":[1]} done -> request {} done",
                "{\"uri\":\"/login\"} -> {}",
                "[{\"a\":1},{\"a\":2}] -> {}",
                "Saved User{id=1, name='x'} -> Saved {}",
                "Saved User(id=1, tags=[a, b]), new -> Saved {}, new",
                "Saved Order[id=1] -> Saved {}",
                "Saved {id=1, b={c=2}} now -> Saved {} now",
                "[ManagedUserVM{AdminUserDTO{login='bob'}} ] -> [ManagedUserVM{{}} ]",
                "call save() now -> call save() now",
                "Cancel Entitlement:  id = '1', entPolicy='NOW' -> Cancel Entitlement:  id = '{}', entPolicy='{}'",
                "Successful user login / username: jane / IP Address: 10.0.0.7 / User Agent: Mozilla/5.0 (X11; Linux)"
                        + " -> Successful user login / username: {} / IP Address: {} / User Agent: {}",
                "opType: publish | rt: 12ms | status: success -> opType: {} | rt: {}ms | status: {}",
                "POST body username=bob&password=secret&plan=pro -> POST body username={}&password={}&plan={}",
                "POST body user-name=bob&pass-word=secret -> POST body user-name={}&pass-word={}",
                "POST body user[name]=bob&user[pass]=secret&user%5Bplan%5D=pro"
                        + " -> POST body user[name]={}&user[pass]={}&{}={}",
                "POST body tag[]=bob&tag[]=secret -> POST body tag[]={}&tag[]={}",
                "uri=https://x.example/cb?state=1&code=2, code_id=9 -> uri={}, code_id={}",
                "Before request [POST /orders?src=app, client=a, user=bob] -> Before request [POST {}, client={}, user={}]",
                "-=[ Started ]=- -> -=[ Started ]=-",
                "R & D at AT&T -> R & D at AT&T",
                "Error: could not do it -> Error: could not do it",
            })
    void whatVariesIsAHole(String text, String shape) {
        assertThat(shape(text)).isEqualTo(shape);
    }

    @Test
    void aRulerBelongsToNoValue() {
        assertThat(shape("Record BEGIN\n=====\nWHO: jane\nACTION: LOGIN\nSERVER IP: 10.0.0.7\n=====\n\n"))
                .isEqualTo("Record BEGIN\n=====\nWHO: {}\nACTION: {}\nSERVER IP: {}\n=====\n\n");
    }

    @Test
    void linesOfAListArePairs() {
        assertThat(shape("HTTP request:\n- method: POST\n- url: http://x/y\n- body: {\"a\":1}\n"))
                .isEqualTo("HTTP request:\n- method: {}\n- url: {}\n- body: {}\n");
    }

    @Test
    void aQuotedTextMayHaveLineEnds() {
        assertThat(shape("Chat Model Prompt Content:\n[\"What is\nTrubrics?\"]"))
                .isEqualTo("Chat Model Prompt Content:\n[\"{}\"]");
    }

    @Test
    void neverAreTwoHolesSideBySide() {
        assertThat(shape("of {\"a\":1}{\"b\":2}42 and 7{\"c\":3}")).isEqualTo("of {} and {}");
    }

    @Test
    void whatIsBeyondTheBoundIsAHole() {
        String text = "Report " + "word ".repeat(TextShapes.MOST_CHARS);

        assertThat(TextShapes.of(text).pieces()).hasSize(2);
        assertThat(shape(text)).startsWith("Report word ").endsWith("{}").hasSizeLessThan(1_100);
    }

    @Test
    void anObjectThatIsCutIsAHoleAllTheSame() {
        assertThat(shape("request {\"a\":[" + "1,".repeat(TextShapes.MOST_CHARS) + "1]} done"))
                .isEqualTo("request {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[", "(", "'", "\"", "a{", "a=", "{\"", "- a: ", "1 ", "x1{", "\\", " / a: b", "\uD800"})
    void hostileTextsTakeNoTime(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(TextShapes.of(text).pieces()).isNotEmpty().hasSizeLessThan(100);
        });
    }
}
