package io.holdfast.example.listings;

import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The demo: a small site that stays up. */
@SpringBootApplication
public class ListingsApplication {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    public static void main(String[] args) {
        SpringApplication.run(ListingsApplication.class, args);
    }
}
