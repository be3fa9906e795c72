/** The family of CLUSTER: what the only node of a cluster says of itself. */
@NullMarked
package io.redispatterns.engine.command.cluster;

import org.jspecify.annotations.NullMarked;
