package io.holdfast.spring;

import io.holdfast.guard.AllowedInBrowseOnly;
import io.holdfast.guard.DeclaredRoutes;
import io.holdfast.guard.Effect;
import io.holdfast.guard.ReadsOnly;
import io.holdfast.guard.RouteResolver;
import io.holdfast.guard.Writes;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** An application with a handler of every make. Each writes down that it has run. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Shop {
    final List<String> ran = new CopyOnWriteArrayList<>();

    private String run(String name) {
        ran.add(name);
        return name;
    }

    @Bean
    RouterFunction<ServerResponse> functions() {
        return RouterFunctions.route()
                .GET("/function", request -> ServerResponse.ok().body(run("function")))
                .POST("/function", request -> ServerResponse.ok().body(run("function")))
                .POST("/function/search", request -> ServerResponse.ok().body(run("function search")))
                .build();
    }

    @Bean
    RouteResolver declaredRoutes() {
        return DeclaredRoutes.builder()
                .declare("POST", "/function/search", Effect.READ)
                .declare("POST", "/servlet/login", Effect.EXEMPT)
                .build();
    }

    @Bean
    ServletRegistrationBean<HttpServlet> plainServlet() {
        HttpServlet servlet = new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().print(run("servlet"));
            }
        };
        return new ServletRegistrationBean<>(servlet, "/servlet/*");
    }

    @RestController
    class Orders {
        @GetMapping("/orders/{id}")
        String show(@PathVariable String id) {
            return run("show");
        }

        @PostMapping("/orders/{id}")
        String change(@PathVariable String id) {
            return run("change");
        }

        @DeleteMapping("/orders/{id}")
        Callable<String> cancel(@PathVariable String id) {
            return () -> run("cancel");
        }

        @ReadsOnly
        @PostMapping("/orders/search")
        String search() {
            return run("search");
        }

        @Writes
        @GetMapping("/unsubscribe")
        String unsubscribe() {
            return run("unsubscribe");
        }

        @CrossOrigin(origins = "https://shop.example", allowCredentials = "true")
        @PostMapping("/shared")
        String shared() {
            return run("shared");
        }

        /** Asked about {@code /servlet/x}, Spring looks for {@code /x}, the path behind the servlet's own. */
        @ReadsOnly
        @PostMapping("/x")
        String page() {
            return run("page");
        }
    }

    @RestController
    @AllowedInBrowseOnly
    class Sessions {
        @PostMapping("/login")
        String signIn() {
            return run("sign in");
        }

        @Writes
        @PostMapping("/register")
        String register() {
            return run("register");
        }
    }
}
