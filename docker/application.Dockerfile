# The application: built with the JDK, Maven and Node.js, run on the JRE.
FROM docker.io/library/node:24-bookworm-slim AS node
FROM docker.io/library/eclipse-temurin:25-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
COPY --from=node /usr/local /usr/local
WORKDIR /build
COPY pom.xml ./
COPY config config
COPY src src
RUN --mount=type=cache,target=/m2 mvn -B -Dmaven.repo.local=/m2 --no-transfer-progress -Dmaven.test.skip=true -Dspotless.check.skip=true \
      -Dcheckstyle.skip=true package \
    && java -Djarmode=tools -jar target/linekeeper.jar extract --destination /opt/linekeeper

FROM docker.io/library/eclipse-temurin:25-jre
RUN apt-get update && apt-get install -y --no-install-recommends curl ffmpeg && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home linekeeper \
    && install -d -o linekeeper -g linekeeper /var/lib/linekeeper/home /var/lib/linekeeper/recordings
COPY --from=build /opt/linekeeper /opt/linekeeper
USER linekeeper
WORKDIR /var/lib/linekeeper/home
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s CMD curl -fsS http://127.0.0.1:18000/actuator/health
ENTRYPOINT ["java", "-Xmx512m", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED", \
  "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/linekeeper/linekeeper.jar", \
  "--spring.config.additional-location=file:/run/linekeeper/application.properties[encoding=UTF-8]"]
