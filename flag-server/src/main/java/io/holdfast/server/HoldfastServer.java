package io.holdfast.server;

import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The server's entry point. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class HoldfastServer {
    public static void main(String[] args) {
        SpringApplication.run(HoldfastServer.class, args);
    }

    /** The one clock; tests replace it. */
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
