package io.redispatterns.engine.config;

import java.util.ArrayList;
import java.util.List;

/** The directives' present values. Changed before the engine starts, or by a command under the engine's lock. */
public final class Config {

    private final Object[] values = new Object[Directives.all().size()];
    private final List<Runnable> watchers = new ArrayList<>(1);

    /** Makes a configuration in which every directive has its default. */
    public Config() {
        for (Directive<?> directive : Directives.all()) {
            putDefault(directive);
        }
    }

    /** Returns a directive's value. */
    @SuppressWarnings("unchecked")
    public <T> T get(Directive<T> directive) {
        return (T) values[directive.index()];
    }

    /** Returns a directive's value as CONFIG GET writes it. */
    public <T> String text(Directive<T> directive) {
        return directive.print(get(directive));
    }

    /** Adds what is run after each change, and runs it now. */
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
        watcher.run();
    }

    /**
     * Sets a directive.
     *
     * @throws ConfigException when there is no such directive or the value breaks its rule; nothing is changed then
     */
    public void set(String name, String text) {
        Directive<?> directive = Directives.find(name);
        if (directive == null) {
            throw new ConfigException("unknown directive '" + name + "'");
        }
        put(directive, text);
        watchers.forEach(Runnable::run);
    }

    private <T> void putDefault(Directive<T> directive) {
        values[directive.index()] = directive.parse(directive.defaultText());
    }

    private <T> void put(Directive<T> directive, String text) {
        values[directive.index()] = directive.parse(text, get(directive));
    }
}
