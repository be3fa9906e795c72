package io.redispatterns.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedClassResolver;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Says that every component of a record is written, null or not, and has to be there to be read: a component that was
 * renamed or added makes old bytes unreadable instead of quietly becoming null.
 *
 * <p>Components that annotations keep from being written or from being read are not asked for.
 */
final class WholeRecords extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;
    private static final Set<JsonProperty.Access> ONE_WAY =
            Set.of(JsonProperty.Access.READ_ONLY, JsonProperty.Access.WRITE_ONLY);

    private static final JsonInclude.Value WRITTEN =
            JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.USE_DEFAULTS);

    @Override
    public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated annotated) {
        boolean isComponent = annotated instanceof AnnotatedMember member && isOfRecord(member);
        return isComponent ? WRITTEN : JsonInclude.Value.empty();
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        boolean isRequired = member instanceof AnnotatedParameter parameter
                && isOfCanonicalConstructor(parameter)
                && !isInjected(config, parameter)
                && isWrittenAndRead(config, parameter);
        return isRequired ? Boolean.TRUE : null;
    }

    private static boolean isOfRecord(AnnotatedMember member) {
        return member.getDeclaringClass().isRecord();
    }

    private static boolean isOfCanonicalConstructor(AnnotatedParameter parameter) {
        return isOfRecord(parameter)
                && parameter.getOwner() instanceof AnnotatedConstructor constructor
                && constructor.getParameterCount() == components(parameter).length;
    }

    private static RecordComponent[] components(AnnotatedParameter parameter) {
        return parameter.getDeclaringClass().getRecordComponents();
    }

    private static boolean isInjected(MapperConfig<?> config, AnnotatedParameter parameter) {
        return config.getAnnotationIntrospector().findInjectableValue(config, parameter) != null;
    }

    private static boolean isWrittenAndRead(MapperConfig<?> config, AnnotatedParameter parameter) {
        AnnotationIntrospector annotations = config.getAnnotationIntrospector();
        AnnotatedClass record =
                AnnotatedClassResolver.resolve(config, config.constructType(parameter.getDeclaringClass()), config);
        String name = components(parameter)[parameter.getIndex()].getName();
        AnnotatedMember accessor = record.findMethod(name, new Class<?>[0]);
        if (accessor == null || annotations.hasIgnoreMarker(config, accessor)) {
            return false;
        }
        return !isOneWay(annotations.findPropertyAccess(config, accessor))
                && !annotations
                        .findPropertyIgnoralByName(config, record)
                        .getIgnored()
                        .contains(name);
    }

    private static boolean isOneWay(JsonProperty.@Nullable Access access) {
        return access != null && ONE_WAY.contains(access);
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }
}
