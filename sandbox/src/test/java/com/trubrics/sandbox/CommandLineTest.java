package com.trubrics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void withoutOptionsOnlyThisMachineReachesIt() {
        SandboxOptions options = CommandLine.parse(List.of());
        assertThat(options).isEqualTo(SandboxOptions.onFreePort().withPort(8899));
        assertThat(options.bind().isLoopbackAddress()).isTrue();
    }

    @Test
    void everyOptionIsRead() throws Exception {
        assertThat(CommandLine.parse(List.of("--port=0", "--bind", "0.0.0.0", "--max-events", "5", "--api-key", "k=v")))
                .isEqualTo(new SandboxOptions(0, InetAddress.getByName("0.0.0.0"), 5, "k=v"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port=x",
                "--port=70000",
                "--port=-1",
                "--max-events=0",
                "--nothing=1",
                "8899",
                "--bind=no.such.host.invalid"
            })
    void whatMakesNoSenseIsRefused(String argument) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(argument))).isInstanceOf(IllegalArgumentException.class);
    }
}
