package io.redispatterns.engine.command;

import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.pubsub.PubSub;
import io.redispatterns.engine.util.TimeSource;
import java.util.random.RandomGenerator;

/**
 * The parts of an engine that handlers work with, the same for all commands.
 *
 * @param keyspace the databases
 * @param commands all commands
 * @param config the directives' present values
 * @param time the clock
 * @param random where random choices come from
 * @param clients who is connected
 * @param pubSub who listens to what
 * @param statistics what has been counted
 * @param lifecycle when the engine began and what ends it
 * @param longRuns the script that runs, and what stops it
 * @param scripts runs and keeps scripts
 * @param functions runs functions and keeps their libraries
 */
public record EngineContext(
        Keyspace keyspace,
        CommandTable commands,
        Config config,
        TimeSource time,
        RandomGenerator random,
        Clients clients,
        PubSub pubSub,
        Statistics statistics,
        Lifecycle lifecycle,
        LongRuns longRuns,
        Scripts scripts,
        Functions functions) {}
