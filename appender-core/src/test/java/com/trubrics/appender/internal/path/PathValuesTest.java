package com.trubrics.appender.internal.path;

import static com.trubrics.appender.internal.path.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths into objects: maps, lists, accessors and nodes of JSON libraries. */
class PathValuesTest {

    record Money(BigDecimal amount, String currency) {}

    /** As Kotlin's data classes are: accessors, and a text of its own. */
    public static final class Account {
        public final String secret = "a field";

        public String getName() {
            return "Savings";
        }

        public Optional<Money> getBalance() {
            return Optional.of(new Money(new BigDecimal("100.50"), "EUR"));
        }

        public boolean isActive() {
            return true;
        }

        public String name() {
            return "by the name alone";
        }

        public @Nullable Object getNothing() {
            return null;
        }

        public static String getShared() {
            return "static";
        }

        public void touch() {}

        public String find(String key) {
            return key;
        }

        String getHidden() {
            return "not public";
        }
    }

    /** Not public, as many implementations are. */
    abstract static class Base {
        public String getInherited() {
            return "inherited";
        }
    }

    private static final class Hidden extends Base implements Named {
        @Override
        public String label() {
            return "a label";
        }
    }

    interface Named {
        String label();

        default String getGreeting() {
            return "hello";
        }
    }

    @Test
    void aStepIntoAMapIsAKey() {
        Map<String, Object> map = Map.of("user", Map.of("id", 7, "name", " "), "size", "a key");

        assertThat(read("map.user.id", map)).isEqualTo(7);
        assertThat(read("map.user.name", map)).isNull();
        assertThat(read("map.size", map)).isEqualTo("a key");
        assertThat(read("map.empty", map)).isNull();
        assertThat(read("map.user[0]", map)).isNull();
    }

    @Test
    void keysThatAreNoTextAreFoundByTheirText() {
        assertThat(read("map.7", new TreeMap<>(Map.of(7, "seven")))).isEqualTo("seven");
        assertThat(read("map.DAYS", new EnumMap<>(Map.of(TimeUnit.DAYS, 1)))).isEqualTo(1);
        assertThat(read("map.HOURS", new EnumMap<>(Map.of(TimeUnit.DAYS, 1)))).isNull();
    }

    @Test
    void aPositionIntoAListCountsFromEitherEnd() {
        List<String> list = List.of("a", "b", "c");

        assertThat(read("list[0]", list)).isEqualTo("a");
        assertThat(read("list[-1]", list)).isEqualTo("c");
        assertThat(read("list[-3]", list)).isEqualTo("a");
        assertThat(read("list[3]", list)).isNull();
        assertThat(read("list[-4]", list)).isNull();
        assertThat(read("list[1]", new String[] {"a", "b"})).isEqualTo("b");
        assertThat(read("list[-1]", new int[] {1, 2})).isEqualTo(2);
        assertThat(read("list[-1]", new LinkedHashSet<>(list))).isEqualTo("c");
        assertThat(read("list[1]", new ArrayDeque<>(list))).isEqualTo("b");
        assertThat(read("list[0][1]", List.of(list))).isEqualTo("b");
    }

    @Test
    void aCharArrayMayBeASecret() {
        assertThat(read("password[0]", "secret".toCharArray())).isNull();
    }

    @Test
    void aNameIntoAListIsThatOfTheFirstElementThatHasIt() {
        Map<String, Object> blank = Map.of("username", "");
        List<Object> list =
                Arrays.asList(null, 5, "text", blank, List.of(Map.of("username", "test")), Map.of("username", "late"));

        assertThat(read("list.username", list)).isEqualTo("test");
        assertThat(read("list.username", list.toArray())).isEqualTo("test");
        assertThat(read("list.password", list)).isNull();
        assertThat(read("list.name", new int[] {1})).isNull();
        assertThat(read("list.id", List.of("name=x", "id=1, id=2"))).isEqualTo("1");
        assertThat(read("list.id[1]", List.of("name=x", "id=1, id=2"))).isEqualTo("2");
    }

    @Test
    void anOptionalIsWhatIsInIt() {
        assertThat(read("user", Optional.of(Optional.of("u-1")))).isEqualTo("u-1");
        assertThat(read("user.id", Optional.of(Map.of("id", 1)))).isEqualTo(1);
        assertThat(read("user", Optional.empty())).isNull();
        assertThat(read("user", OptionalInt.of(3))).isEqualTo(3);
        assertThat(read("user", OptionalLong.empty())).isNull();
    }

    @Test
    void aStepIntoAnObjectIsAPublicMethodWithoutParameters() {
        Account account = new Account();

        assertThat(read("account.balance.amount", account)).isEqualTo(new BigDecimal("100.50"));
        assertThat(read("account.active", account)).isEqualTo(true);
        assertThat(read("account.isActive", account)).isEqualTo(true);
        assertThat(read("account.getBalance().amount()", account)).isEqualTo(new BigDecimal("100.50"));
        assertThat(read("account.name", account)).isEqualTo("by the name alone");
        assertThat(read("account.class.simpleName", account)).isEqualTo("Account");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "nothing", "shared", "touch", "find", "hidden", "unknown", "Name"})
    void nothingElseIsRead(String step) {
        Reading reading = new Reading();

        assertThat(reading.of("account." + step, new Account()))
                .isEqualTo(step.equals("Name") ? "Savings" : null); // getName()
        assertThat(reading.reports).isEmpty();
    }

    @Test
    void aClassThatIsNotPublicIsReadAsWell() {
        assertThat(read("x.label", new Hidden())).isEqualTo("a label");
        assertThat(read("x.inherited", new Hidden())).isEqualTo("inherited");
        assertThat(read("x.greeting", new Hidden())).isEqualTo("hello");
        assertThat(read("x.label", (Named) () -> "a lambda")).isEqualTo("a lambda");
        assertThat(read("x.currency", new Money(BigDecimal.ONE, "EUR"))).isEqualTo("EUR");
    }

    @Test
    void aClosedModuleIsReadThroughWhatItExports() {
        Path file = Path.of("a", "b");

        assertThat(file.getClass().getModule().isExported(file.getClass().getPackageName()))
                .isFalse();
        assertThat(read("path.fileName", file)).isEqualTo(Path.of("b"));
        assertThat(read("time.year", java.time.LocalDate.of(2026, 1, 2))).isEqualTo(2026);
    }

    @Test
    void aProxyIsReadThroughItsInterfaces() {
        Object proxy = Proxy.newProxyInstance(
                Named.class.getClassLoader(), new Class<?>[] {Named.class}, (self, method, args) -> "proxied");

        assertThat(read("x.label", proxy)).isEqualTo("proxied");
    }

    @Test
    void nodesOfJsonLibrariesAreWhatTheyHold() throws Exception {
        Object node = new ObjectMapper().readTree("{\"user\":{\"id\":\"u-1\",\"age\":7},\"tags\":[\"a\",\"b\"]}");

        assertThat(read("node.user.id", node)).isEqualTo("u-1");
        assertThat(read("node.user.age", node)).isEqualTo(7);
        assertThat(read("node.tags[-1]", node)).isEqualTo("b");
        assertThat(read("node.user.none", node)).isNull();
        assertThat(read("map.user.id", Map.of("user", ((com.fasterxml.jackson.databind.JsonNode) node).get("user"))))
                .isEqualTo("u-1");
        assertThat(read("id", ((com.fasterxml.jackson.databind.JsonNode) node).at("/user/id")))
                .isEqualTo("u-1");
    }

    @Test
    void textThatIsJsonIsReadAsTheObjectThatItIs() {
        String json = "\uFEFF {\"result\":{\"code\":200},\"parameter\":[{\"username\":\"test\"},{\"password\":\"1\"}],"
                + "\"inner\":\"{\\\"a\\\":[1,2]}\",\"blank\":\" \",\"none\":null}";

        assertThat(read("json.result.code", json)).isEqualTo(200);
        assertThat(read("json.parameter.username", json)).isEqualTo("test");
        assertThat(read("json.inner.a[-1]", json)).isEqualTo(2);
        assertThat(read("json.blank", json)).isNull();
        assertThat(read("json.none", json)).isNull();
        assertThat(read("json[-1].a", "[{\"a\":1},{\"a\":2}]")).isEqualTo(2);
        assertThat(read("json.a", CharBuffer.wrap("{\"a\":1}"))).isEqualTo(1);
    }

    @Test
    void aRootAloneIsTheValueItself() {
        Map<String, Object> map = new LinkedHashMap<>();

        assertThat(read("x", map)).isSameAs(map);
        assertThat(read("x", 12L)).isEqualTo(12L);
        assertThat(read("x", "{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(read("x", CharBuffer.wrap("text"))).isEqualTo("text");
        assertThat(read("x", " \t")).isNull();
        assertThat(read("x", null)).isNull();
    }

    @Test
    void aCopyOfAnObjectIsReadByTheNamesOfItsMembers() {
        record Copy(Map<String, Object> members) implements Members {
            @Override
            public @Nullable Object member(String name) {
                return members.get(name);
            }

            @Override
            public String toString() {
                return "Account 7";
            }
        }
        Copy copy = new Copy(Map.of("owner", Map.of("id", "u-42")));

        assertThat(read("account.owner.id", copy)).isEqualTo("u-42");
        assertThat(read("account.members", copy)).isNull();
        assertThat(read("account", copy)).hasToString("Account 7");
    }
}
