# One build, two images: `docker build --target server .` and `docker build --target demo .`
# Written for the classic builder too, so there is nothing in it that only BuildKit knows.

FROM node:22-slim AS node

FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libatomic1 maven \
    && rm -rf /var/lib/apt/lists/*
COPY --from=node /usr/local/bin /usr/local/bin
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
# Maven runs on the JDK of this image, and npm trusts the certificates that this image trusts.
ENV JAVA_HOME=/opt/java/openjdk NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
WORKDIR /build

# Downloads depend on the files that name them and on nothing else, so a change of code does not repeat them.
COPY api-contract/package.json api-contract/package-lock.json api-contract/.npmrc api-contract/
RUN cd api-contract && npm ci --no-audit --no-fund
COPY admin-ui/package.json admin-ui/package-lock.json admin-ui/.npmrc admin-ui/
RUN cd admin-ui && npm ci --no-audit --no-fund
COPY .mvn .mvn
COPY pom.xml ./
COPY api-contract/pom.xml api-contract/
COPY flag-engine/pom.xml flag-engine/
COPY db-migrations/pom.xml db-migrations/
COPY test-postgres/pom.xml test-postgres/
COPY flag-client-sdk/pom.xml flag-client-sdk/
COPY flag-client-sdk/client/pom.xml flag-client-sdk/client/
COPY flag-client-sdk/guard/pom.xml flag-client-sdk/guard/
COPY flag-client-sdk/spring-boot-starter/pom.xml flag-client-sdk/spring-boot-starter/
COPY flag-client-sdk/test-kit/pom.xml flag-client-sdk/test-kit/
COPY admin-ui/pom.xml admin-ui/
COPY flag-server/pom.xml flag-server/
COPY ui-tests/pom.xml ui-tests/
COPY examples/listings/pom.xml examples/listings/
COPY examples/quickstart/pom.xml examples/quickstart/
COPY benchmarks/pom.xml benchmarks/
# One source file makes the compiler plugin fetch its checkers.
COPY flag-engine/src/main/java/io/holdfast/engine/package-info.java flag-engine/src/main/java/io/holdfast/engine/
ARG QUICK="-B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -Djacoco.skip=true"
ARG IMAGES="-pl flag-server,examples/listings -am"
RUN mvn $QUICK $IMAGES package -Dexec.skip=true -Dui.skip=true -Dcodegen.skip=true -Dspring-boot.repackage.skip=true

# The UI does not depend on Java code, so a change of that does not build it again.
COPY api-contract api-contract
COPY admin-ui admin-ui
RUN mvn $QUICK -pl admin-ui -am package -Dui.script=build

COPY . .
RUN mvn $QUICK $IMAGES package -Dui.skip=true \
    && java -Djarmode=tools -jar flag-server/target/holdfast-server-*-exec.jar extract --layers --destination /layers/server \
    && java -Djarmode=tools -jar examples/listings/target/holdfast-example-listings-*-exec.jar extract --layers --destination /layers/demo \
    && mv /layers/server/application/*.jar /layers/server/application/app.jar \
    && mv /layers/demo/application/*.jar /layers/demo/application/app.jar

FROM eclipse-temurin:25-jre AS runtime
RUN groupadd --system --gid 10001 holdfast \
    && useradd --system --uid 10001 --gid holdfast --home-dir /app --no-create-home --shell /usr/sbin/nologin holdfast \
    && mkdir -p /app /data && chown holdfast:holdfast /data
WORKDIR /app
# Half of the container's memory may be heap; the rest is for threads, buffers and the JVM itself.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError" PORT=8080
USER holdfast
# Asked by bash itself: the runtime image has neither curl nor wget.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-jar", "app.jar"]

FROM runtime AS demo
COPY --from=build /layers/demo/dependencies/ ./
COPY --from=build /layers/demo/spring-boot-loader/ ./
COPY --from=build /layers/demo/snapshot-dependencies/ ./
COPY --from=build /layers/demo/application/ ./
ENV PORT=8090 SERVER_PORT=8090 SPRING_CONFIG_IMPORT=optional:configtree:/run/holdfast/ HOLDFAST_SNAPSHOTDIRECTORY=/data
VOLUME /data
EXPOSE 8090

FROM runtime AS server
COPY --from=build /layers/server/dependencies/ ./
COPY --from=build /layers/server/spring-boot-loader/ ./
COPY --from=build /layers/server/snapshot-dependencies/ ./
COPY --from=build /layers/server/application/ ./
ENV SPRING_CONFIG_IMPORT=optional:configtree:/run/holdfast/
EXPOSE 8080
