package linekeeper.access.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import linekeeper.access.Needs;
import linekeeper.platform.web.Admits;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes the doors for those who write clients: how to come in, what each door asks for, how a
 * refusal looks.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {
  private static final String PROBLEM = "Problem";
  private static final String SESSION = "session";
  private static final String CSRF = "csrf";
  private static final String TOKEN = "token";

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Linekeeper")
                .version("0.1")
                .description(
                    "Times are ISO-8601 in UTC. Lists are pages: items and nextCursor. Refusals are problem+json with a"
                        + " stable code and, where one input is at fault, its field. x-needs names the permissions of"
                        + " which one is enough."))
        .servers(List.of(new Server().url("/")))
        .components(
            new Components()
                .addSchemas(PROBLEM, problem())
                .addSecuritySchemes(SESSION, key(SecurityScheme.In.COOKIE, "LINEKEEPER"))
                .addSecuritySchemes(CSRF, key(SecurityScheme.In.HEADER, ForgeryCheck.HEADER))
                .addSecuritySchemes(
                    TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")));
  }

  private static SecurityScheme key(SecurityScheme.In in, String name) {
    return new SecurityScheme().type(SecurityScheme.Type.APIKEY).in(in).name(name);
  }

  private static Schema<?> problem() {
    Schema<?> problem = new ObjectSchema().description("A refusal, after RFC 9457");
    problem.addProperty("type", new StringSchema().format("uri"));
    problem.addProperty("title", new StringSchema());
    problem.addProperty("status", new IntegerSchema());
    problem.addProperty("detail", new StringSchema().description("for people"));
    problem.addProperty("code", new StringSchema().description("for programs; never changes"));
    problem.addProperty("field", new StringSchema().description("the input at fault, if one is"));
    problem.addProperty("retryAfterSeconds", new IntegerSchema());
    problem.setRequired(List.of("type", "status", "code"));
    return problem;
  }

  @Bean
  GlobalOperationCustomizer rules() {
    return OpenApiDescription::describe;
  }

  private static Operation describe(Operation operation, HandlerMethod door) {
    ApiResponses responses = operation.getResponses();
    if (answersProblemOnly(door)) {
      responses.remove("200");
      responses.addApiResponse("204", new ApiResponse().description("Done"));
    }
    responses.addApiResponse(
        "default",
        new ApiResponse()
            .description("Refused")
            .content(
                new Content()
                    .addMediaType(
                        "application/problem+json",
                        new MediaType()
                            .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
    Needs needs = door.getMethodAnnotation(Needs.class);
    if (needs != null) {
      operation.addExtension(
          "x-needs", Arrays.stream(needs.value()).map(Enum::name).sorted().toList());
    }
    if (!admitsAnybody(door.getMethodAnnotation(Admits.class))) {
      operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
      operation.addSecurityItem(new SecurityRequirement().addList(SESSION).addList(CSRF));
    }
    return operation;
  }

  private static boolean admitsAnybody(@Nullable Admits admits) {
    return admits != null && admits.value() == Admits.Who.ANYBODY;
  }

  /** A door that gives back a problem or nothing. */
  private static boolean answersProblemOnly(HandlerMethod door) {
    ResolvableType type = ResolvableType.forMethodReturnType(door.getMethod());
    return type.getGeneric(0).toClass() == ProblemDetail.class
        || type.getGeneric(0).getGeneric(0).toClass() == ProblemDetail.class;
  }
}
