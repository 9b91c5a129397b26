package com.trubrics.appender.internal.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObjectMembersTest {

    public static class Customer {
        public String getEmail() {
            return "jane@example.org";
        }

        public Customer getReferrer() {
            throw new IllegalStateException("no session");
        }
    }

    public record Terms(String plan, int seats) {
        @Override
        public String toString() {
            return "terms";
        }
    }

    public static class Order {
        int reads;

        public String getId() {
            return "o-7";
        }

        public BigDecimal getTotal() {
            return new BigDecimal("49.90");
        }

        public boolean isPaid() {
            return true;
        }

        public Customer getCustomer() {
            return new Customer();
        }

        public Terms getTerms() {
            return new Terms("pro", 3);
        }

        public List<String> getItems() {
            reads++;
            return List.of("a");
        }

        public String remove() {
            reads++;
            return "removed";
        }

        public String getFrom(String where) {
            return where;
        }

        public static String getDefault() {
            return "static";
        }

        public @Nullable String getNote() {
            return null;
        }
    }

    private static Map<String, Object> members(Object value) {
        return new ObjectMembers(new TextBudget(), null).of(value);
    }

    @Test
    void plainPropertiesAreReadAsARuleWouldReadThem() {
        Order order = new Order();

        assertThat(members(order))
                .isEqualTo(Map.of(
                        "id",
                        "o-7",
                        "total",
                        new BigDecimal("49.90"),
                        "paid",
                        true,
                        "customer",
                        Map.of("email", "jane@example.org"),
                        "terms",
                        Map.of("plan", "pro", "seats", 3)));
        assertThat(order.reads).isZero();
    }

    @Test
    void librariesHaveNoMembers() {
        assertThat(members(new Thread("x"))).isEmpty();
        assertThat(members(List.of("x"))).isEmpty();
        assertThat(members("text")).isEmpty();
        assertThat(members(Thread.State.NEW)).isEmpty();
        assertThat(members(new IllegalStateException("x"))).isEmpty();
    }
}
