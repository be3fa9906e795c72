package io.redispatterns.engine.command.scripting;

import io.redispatterns.engine.command.FunctionCall;
import io.redispatterns.engine.command.Functions;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.LongRun;
import io.redispatterns.engine.command.ScriptFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What FUNCTION LIST and FUNCTION STATS tell. */
final class FunctionReports {

    private static final Reply LANGUAGE = Reply.of("LUA");

    private FunctionReports() {}

    static Reply list(Invocation in, ListOptions options) {
        List<Reply> libraries = new ArrayList<>();
        for (Functions.Library library : in.engine().functions().libraries()) {
            byte[] pattern = options.pattern();
            if (pattern == null || Glob.matchesIgnoreCase(pattern, Bytes.of(library.name()))) {
                libraries.add(library(library, options.withCode()));
            }
        }
        return new Reply.Array(libraries);
    }

    private static Reply library(Functions.Library library, boolean withCode) {
        List<Reply> functions = new ArrayList<>();
        for (Functions.Function function : library.functions()) {
            functions.add(function(function));
        }
        List<Reply> facts = new ArrayList<>(List.of(
                Reply.of("library_name"),
                Reply.of(library.name()),
                Reply.of("engine"),
                LANGUAGE,
                Reply.of("functions"),
                new Reply.Array(functions)));
        if (withCode) {
            facts.add(Reply.of("library_code"));
            facts.add(Reply.of(library.text()));
        }
        return new Reply.MapReply(facts);
    }

    private static Reply function(Functions.Function function) {
        List<Reply> flags = new ArrayList<>();
        for (ScriptFlag flag : ScriptFlag.values()) {
            if (function.flags().contains(flag)) {
                flags.add(new Reply.Simple(flag.text()));
            }
        }
        byte[] description = function.description();
        return new Reply.MapReply(List.of(
                Reply.of("name"),
                Reply.of(function.name()),
                Reply.of("description"),
                description == null ? Reply.NIL : Reply.of(description),
                Reply.of("flags"),
                new Reply.SetReply(flags)));
    }

    static Reply stats(Invocation in) {
        LongRun run = in.engine().longRuns().current();
        if (run != null && run.function() == null) {
            throw run.busy();
        }
        Collection<Functions.Library> libraries = in.engine().functions().libraries();
        int functionCount = 0;
        for (Functions.Library library : libraries) {
            functionCount += library.functions().size();
        }
        Reply counts = new Reply.MapReply(List.of(
                Reply.of("libraries_count"),
                Reply.of(libraries.size()),
                Reply.of("functions_count"),
                Reply.of(functionCount)));
        return new Reply.MapReply(List.of(
                Reply.of("running_script"),
                running(run),
                Reply.of("engines"),
                new Reply.MapReply(List.of(LANGUAGE, counts))));
    }

    private static Reply running(@Nullable LongRun run) {
        FunctionCall call = run == null ? null : run.function();
        if (run == null || call == null) {
            return Reply.NIL;
        }
        List<Reply> words = new ArrayList<>();
        call.words().forEach(word -> words.add(Reply.of(word)));
        return new Reply.MapReply(List.of(
                Reply.of("name"),
                Reply.of(call.name()),
                Reply.of("command"),
                new Reply.Array(words),
                Reply.of("duration_ms"),
                Reply.of(run.millis())));
    }
}
