package io.holdfast.example.listings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The demo: a small site that stays up. */
@SpringBootApplication
public class ListingsApplication {
    public static void main(String[] args) {
        SpringApplication.run(ListingsApplication.class, args);
    }
}
