package io.redispatterns.engine.rdb;

import io.redispatterns.engine.type.ListLimits;
import io.redispatterns.engine.type.ListpackLimits;
import io.redispatterns.engine.type.SetLimits;

/**
 * What the compact encodings of values that are read may hold, by type; what holds more becomes a table.
 *
 * @param hash of a hash
 * @param list of a list
 * @param set of a set
 * @param sortedSet of a sorted set
 */
public record ValueLimits(ListpackLimits hash, ListLimits list, SetLimits set, ListpackLimits sortedSet) {}
