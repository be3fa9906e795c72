package io.redispatterns.spring.aop;

import io.redispatterns.writebehind.Write;
import io.redispatterns.writebehind.WriteResult;
import java.util.Collection;
import java.util.List;

/**
 * A method that writes several items at once.
 *
 * @param target the method
 * @param takesWrites whether it wants their versions too; then it writes single items as well
 */
record WriteBehindBatch(WriteBehindTarget target, boolean takesWrites) {

    /** Writes items, none of which is a removal. */
    @SuppressWarnings("unchecked")
    Collection<WriteResult> write(Object bean, List<Write<Object>> writes) throws Exception {
        Object argument =
                takesWrites ? writes : writes.stream().map(Write::value).toList();
        try {
            Object results = target.call(bean, argument);
            return results == null ? writes.stream().map(Write::written).toList() : (Collection<WriteResult>) results;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (writes.size() > 1) {
                throw e;
            }
            return List.of(target.failed(writes.get(0), e));
        }
    }
}
