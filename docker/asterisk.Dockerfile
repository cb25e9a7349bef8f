# Asterisk 22 from Debian forky with asterisk-config/ and the spoken prompts.
FROM docker.io/library/debian:forky-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends asterisk espeak-ng hostname sox \
    && rm -rf /var/lib/apt/lists/*
# The same user in both images: the application takes what the switch records.
RUN useradd --uid 10001 --no-create-home linekeeper \
    && install -d -o linekeeper -g linekeeper /var/lib/linekeeper/asterisk /var/lib/linekeeper/recordings /opt/sounds
COPY asterisk-config /opt/linekeeper/asterisk-config
COPY scripts /opt/linekeeper/scripts
COPY docker/asterisk-entrypoint /opt/linekeeper/docker/asterisk-entrypoint
USER linekeeper
ENV LINEKEEPER_CACHE=/opt/sounds
RUN ["/opt/linekeeper/docker/asterisk-entrypoint", "speak"]
ENTRYPOINT ["/opt/linekeeper/docker/asterisk-entrypoint", "run"]
