/** Random programs of commands, from grammars, run on the engine and on a real redis-server. */
@NullMarked
package io.redispatterns.engine.differential;

import org.jspecify.annotations.NullMarked;
