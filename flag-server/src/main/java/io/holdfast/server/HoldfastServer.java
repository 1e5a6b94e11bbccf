package io.holdfast.server;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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

    /** The one clock; tests replace it. As fine as the database's, so that an answer to a change is what is read later. */
    @Bean
    InstantSource clock() {
        InstantSource system = InstantSource.system();
        return () -> system.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
