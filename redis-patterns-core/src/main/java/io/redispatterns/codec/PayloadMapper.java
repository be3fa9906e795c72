package io.redispatterns.codec;

import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.cfg.MapperBuilderState;
import tools.jackson.databind.json.JsonMapper;

/** Makes mappers that have the settings of a JSON mapper, write another format, and do not guess when they read. */
final class PayloadMapper extends MapperBuilder<ObjectMapper, PayloadMapper> {

    private PayloadMapper(MapperBuilderState settings, TokenStreamFactory format) {
        super(settings);
        if (_streamFactory != format) {
            _streamFactory = format;
            _formatReadFeatures = format.getFormatReadFeatures();
            _formatWriteFeatures = format.getFormatWriteFeatures();
        }
    }

    static ObjectMapper of(JsonMapper settings, TokenStreamFactory format) {
        PayloadMapper builder = new PayloadMapper(settings.rebuild().saveStateApplyModules(), format);
        return builder.annotationIntrospector(
                        AnnotationIntrospector.pair(new WholeRecords(), builder.annotationIntrospector()))
                .disable(SerializationFeature.INDENT_OUTPUT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    @Override
    public ObjectMapper build() {
        return new Mapper(this);
    }

    @Override
    protected MapperBuilderState _saveState() {
        return new State(this);
    }

    private static final class Mapper extends ObjectMapper {
        private static final long serialVersionUID = 1L;

        Mapper(PayloadMapper builder) {
            super(builder);
        }
    }

    private static final class State extends MapperBuilderState {
        private static final long serialVersionUID = 1L;

        State(PayloadMapper builder) {
            super(builder);
        }

        @Override
        protected Object readResolve() {
            return new PayloadMapper(this, _streamFactory).build();
        }
    }
}
