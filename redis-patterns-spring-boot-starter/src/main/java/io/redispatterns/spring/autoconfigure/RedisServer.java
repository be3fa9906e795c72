package io.redispatterns.spring.autoconfigure;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.spring.RedisPatternsConfigurationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The server that the application's connections go to, with a client of our own. Address, credentials, TLS, client name
 * and client options are read from the connection factory, where Boot's settings, SSL bundles and customizers have come
 * together.
 *
 * @param client ours to shut down; it shares the application's client resources
 * @param uri with the credentials: not to be logged
 */
record RedisServer(RedisClient client, RedisURI uri) {

    private static final Logger log = LoggerFactory.getLogger(RedisServer.class);

    private static final String OWN_GATEWAY =
            "Use a single Redis server, set redis-patterns.backend=embedded, or declare a bean of type RedisGateway.";

    /** The server of a connection factory; fails if that has none of a kind that is supported. */
    static RedisServer of(@Nullable RedisConnectionFactory factory, @Nullable DataRedisConnectionDetails details) {
        if (!(factory instanceof LettuceConnectionFactory lettuce)) {
            throw new RedisPatternsConfigurationException(
                    factory == null
                            ? "there is no RedisConnectionFactory, or there are several and none is primary"
                            : "the RedisConnectionFactory is a "
                                    + factory.getClass().getName() + ", not Lettuce's",
                    "Use Lettuce, set redis-patterns.backend=embedded, or declare a bean of type RedisGateway.");
        }
        refuse(lettuce.isRedisSentinelAware(), "Redis Sentinel");
        refuse(lettuce.isClusterAware(), "Redis Cluster");
        refuse(lettuce.getSocketConfiguration() != null, "a Unix domain socket");
        refuse(details != null && details.getMasterReplica() != null, "a master with replicas");
        return of(lettuce.getStandaloneConfiguration(), lettuce.getClientConfiguration());
    }

    private static RedisServer of(RedisStandaloneConfiguration server, LettuceClientConfiguration settings) {
        RedisURI uri = uri(server, settings);
        RedisClient client = settings.getClientResources()
                .map(resources -> RedisClient.create(resources, uri))
                .orElseGet(() -> RedisClient.create(uri));
        client.setOptions(settings.getClientOptions().orElseGet(ClientOptions::create));
        return new RedisServer(client, uri);
    }

    private static RedisURI uri(RedisStandaloneConfiguration server, LettuceClientConfiguration settings) {
        RedisURI.Builder uri = RedisURI.Builder.redis(server.getHostName(), server.getPort())
                .withDatabase(server.getDatabase())
                .withSsl(settings.isUseSsl())
                .withVerifyPeer(settings.getVerifyMode())
                .withStartTls(settings.isStartTls())
                .withTimeout(settings.getCommandTimeout());
        settings.getClientName().ifPresent(uri::withClientName);
        authenticate(uri, server.getUsername(), server.getPassword());
        RedisURI complete = uri.build();
        settings.getRedisCredentialsProviderFactory()
                .map(factory -> factory.createCredentialsProvider(server))
                .ifPresent(complete::setCredentialsProvider);
        return complete;
    }

    private static void authenticate(RedisURI.Builder uri, @Nullable String username, RedisPassword password) {
        if (!password.isPresent()) {
            return;
        }
        if (username != null && !username.isEmpty()) {
            uri.withAuthentication(username, password.get());
        } else {
            uri.withPassword(password.get());
        }
    }

    private static void refuse(boolean used, String what) {
        if (used) {
            throw new RedisPatternsConfigurationException(
                    "the application's Redis is reached through " + what + ", which is not supported yet", OWN_GATEWAY);
        }
    }

    /** The timeout of commands if one was set, else the other: Lettuce's own default, a minute, is no choice. */
    Duration timeoutOr(Duration other) {
        return uri.getTimeout().equals(RedisURI.DEFAULT_TIMEOUT_DURATION) ? other : uri.getTimeout();
    }

    /** Asks for a sign of life without waiting for it; a server that gives none is no reason not to start. */
    void warnIfSilent(RedisGateway gateway) {
        gateway.callAsync(Command.of("PING")).whenComplete((pong, failure) -> {
            if (failure != null) {
                log.warn(
                        "redis at {}:{} does not answer, the application starts without it: {}",
                        uri.getHost(),
                        uri.getPort(),
                        NestedExceptionUtils.getMostSpecificCause(failure).toString());
            }
        });
    }
}
