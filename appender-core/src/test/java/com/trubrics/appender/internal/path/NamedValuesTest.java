package com.trubrics.appender.internal.path;

import static com.trubrics.appender.internal.path.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths into text that is no JSON. */
class NamedValuesTest {

    private static final String USER = "[ManagedUserVM{AdminUserDTO{login='bob', firstName='Bob', lastName='O'Neil',"
            + " email='bob@example.org', imageUrl='null', activated=false, langKey='en', authorities=[]}} ]";

    @Test
    void aQuotedValueEndsAtTheQuoteBeforeTheNextOne() {
        assertThat(read("args.login", USER)).isEqualTo("bob");
        assertThat(read("args.lastName", USER)).isEqualTo("O'Neil");
        assertThat(read("args.langKey", USER)).isEqualTo("en");
        assertThat(read("args.activated", USER)).isEqualTo("false");
        assertThat(read("args.name", USER)).isNull();
        assertThat(read("args.Key", USER)).isNull();
    }

    @Test
    void blanksAroundTheSignDoNotCount() {
        String text = "id = '1111-22', entDate='2026-12-01', entPolicy\t:  IMMEDIATE";

        assertThat(read("what.id", text)).isEqualTo("1111-22");
        assertThat(read("what.entDate", text)).isEqualTo("2026-12-01");
        assertThat(read("what.entPolicy", text)).isEqualTo("IMMEDIATE");
    }

    /** Columns: text, name, value; an empty value means absent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a=1, b=2~a~1",
                "a=1; b=2~a~1",
                "a=1 | b=2~a~1",
                "a=1|b=2~a~1",
                "a=Bob Smith, b=2~a~Bob Smith",
                "a=1,000, b=2~a~1,000",
                "Order{a=1}~a~1",
                "Order(a=1)~a~1",
                "Order[b=2, a=1]~a~1",
                "a=[x, y], b=2~a~[x, y]",
                "a=Address{city=Rome, zip=1}, b=2~a~Address{city=Rome, zip=1}",
                "a=open (and never closed, b=2~a~open (and never closed",
                "a=:-(, b=2~a~:-(",
                "a=1)~a~1",
                "a: 12:30:45, b: 2~a~12:30:45",
                "a=1,~a~1",
                "a='x'~a~x",
                "a=\"x, y\"; b~a~x, y",
                "a='it's', b='x'~a~it's",
                "a='x' }~a~x",
                "a='x' | b='y'~a~x",
                "a='unclosed, b=2~a~'unclosed",
                "a='x' came~a~x",
                "a='x'.~a~x",
                "a='x' from b='y'~a~x",
                "a='x' from b='y'~b~y",
                "a='it's' from b='y'~a~it's",
                "a='he said 'hi' to me', b='y'~a~he said 'hi' to me",
                "a='', b=2~a~",
                "a=, b=2~a~",
                "a=~a~",
                "a= b=2~a~",
                "a= b=2~b~2",
                "a: b=2~a~b=2",
                "a = b=2~a~b=2",
                "a=null, b=2~a~",
                "level=info user=bob plan=pro~user~bob",
                "level=info msg=\"user signed up\" user=bob~msg~user signed up",
                "level=info msg=\"user signed up\" user=bob~user~bob",
                "id=7,name=x~id~7",
                "sql=a where 5=5, b=1~sql~a where 5=5",
                "user_id=1, id=2~id~2",
                "order-id=1, id=2~id~2",
                "user.id=1, id=2~id~2",
                "登录用户id：1, id=2~id~2",
                "用户id=3~id~3",
                "用户id=3~用户id~3",
                "a=x; A=y~A~y",
                "aa=1, a=2~a~2",
                "a1=1~a~",
                "where user = 'bob' and password = 'x'~user~bob",
                "user: 'bob' has password: 'x'~user~bob",
                "a='he said: 'hi' to me', b='y'~a~he said: 'hi' to me",
                "from=OPEN -> to=PAID~from~OPEN",
                "user=bob - action=login - ip=1~user~bob",
                "user=bob / action=log in / ip=1~action~log in",
                "mood=:-- user=bob~mood~:--",
                "dir=/ user=bob~dir~/",
                "range=1 - 5, b=2~range~1 - 5",
                "user=bob&password=x~user~bob",
                "action=in&user=bob&card%5Bnumber%5D=4111~user~bob",
                "firm=R&D, b=2~firm~R&D",
                "url=/search?q=a&page=2 user=bob~url~/search?q=a&page=2",
                "url=/search?q=a&page=2 user=bob~q~a",
                "msg=\"he said \\\"hi\\\", ok\" x=1~msg~he said \\\"hi\\\", ok",
                "msg=\"he said \\\"hi\\\", ok\"~msg~he said \\\"hi\\\", ok",
                "dir='C:\\temp\\', user='bob'~dir~C:\\temp\\",
                "dir='C:\\temp\\'~dir~C:\\temp\\",
                "a~a~",
                "no pair at all~pair~"
            })
    void aBareValueEndsWhereTheNextOneBegins(String text, String name, String value) {
        assertThat(read("text." + name, text)).isEqualTo(value);
    }

    @Test
    void bracketsInAStringOfJsonDoNotEndIt() {
        String text = "payload={\"text\":\"1) a ] b } c; d | \\\"e\\\", f=g\", \"n\":[1]}, reply=ok";

        assertThat(read("call.payload.text", text)).isEqualTo("1) a ] b } c; d | \"e\", f=g");
        assertThat(read("call.payload.n[0]", text)).isEqualTo(1);
        assertThat(read("call.reply", text)).isEqualTo("ok");
        assertThat(read("call.data[-1].delta", "data: [ {\"delta\":\"a]\"}]\ndata: {\"delta\":\"b}\"}\n"))
                .isEqualTo("b}");
        assertThat(read("call.cut", "cut={\"text\":\"never closed, b=2")).isEqualTo("{\"text\":\"never closed");
    }

    @Test
    void aLineEndEndsAValue() {
        String text = "HTTP request:\n- method: POST\r\n- url: https://api.example.org/v1?a=1\n- name: 'x'\n- last: y";

        assertThat(read("text.method", text)).isEqualTo("POST");
        assertThat(read("text.url", text)).isEqualTo("https://api.example.org/v1?a=1");
        assertThat(read("text.name", text)).isEqualTo("x");
        assertThat(read("text.last", text)).isEqualTo("y");
    }

    @Test
    void thereMayBeSeveralOfOneName() {
        String text = "[Item{id=1}, Item{id='2'}, Item{id=3}]";

        assertThat(read("items.id", text)).isEqualTo("1");
        assertThat(read("items.id[0]", text)).isEqualTo("1");
        assertThat(read("items.id[1]", text)).isEqualTo("2");
        assertThat(read("items.id[-1]", text)).isEqualTo("3");
        assertThat(read("items.id[-3]", text)).isEqualTo("1");
        assertThat(read("items.id[3]", text)).isNull();
        assertThat(read("items.id[-4]", text)).isNull();
        assertThat(read("items[0]", text)).isNull();
    }

    @Test
    void aValueIsReadInto() {
        String text = "Order{id=1, customer=Customer{id=7, address=Address{city=Rome}}, body={\"sku\":[\"a\",\"b\"]}}";

        assertThat(read("order.customer.id", text)).isEqualTo("7");
        assertThat(read("order.customer.address.city", text)).isEqualTo("Rome");
        assertThat(read("order.body.sku[-1]", text)).isEqualTo("b");
    }
}
