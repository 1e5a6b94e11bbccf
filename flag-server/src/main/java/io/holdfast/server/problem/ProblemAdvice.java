package io.holdfast.server.problem;

import io.holdfast.api.model.FieldError;
import io.holdfast.api.model.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.sql.SQLException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.hibernate.TransactionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Maps each exception to its problem, once for the whole server. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    /** The class of SQL states for values that the database cannot hold. */
    private static final String DATA_EXCEPTION = "22";

    @ExceptionHandler
    ResponseEntity<Problem> known(ProblemException e, HttpServletRequest request) {
        Problem problem = Problems.of(e.type(), e.getMessage(), request);
        HttpHeaders headers = new HttpHeaders();
        if (e instanceof ProblemException.Invalid invalid) {
            problem.setErrors(invalid.errors());
        } else if (e instanceof ProblemException.MalformedBody malformed) {
            problem.setErrors(malformed.errors());
        } else if (e instanceof ProblemException.StaleVersion stale) {
            problem.setCurrent(stale.detail().current());
            problem.setChanges(stale.detail().changes());
            problem.setChangedBy(stale.detail().changedBy());
            problem.setChangedAt(stale.detail().changedAt());
        } else if (e instanceof ProblemException.RateLimited limited) {
            headers.set(
                    HttpHeaders.RETRY_AFTER, Long.toString(limited.retryAfter().toSeconds()));
        } else if (e instanceof ProblemException.NotReady) {
            headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS));
        }
        return answer(problem, headers);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalidBody(MethodArgumentNotValidException e, HttpServletRequest request) {
        return invalid(
                e.getBindingResult().getFieldErrors().stream()
                        .map(error -> new FieldError(
                                Pointers.of(error.getField()), String.valueOf(error.getDefaultMessage())))
                        .toList(),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalidParameter(HandlerMethodValidationException e, HttpServletRequest request) {
        return invalid(
                e.getParameterValidationResults().stream()
                        .flatMap(result -> result.getResolvableErrors().stream()
                                .map(error -> new FieldError(
                                        Arguments.name(result.getMethodParameter()),
                                        String.valueOf(error.getDefaultMessage()))))
                        .toList(),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalidArgument(ConstraintViolationException e, HttpServletRequest request) {
        return invalid(
                e.getConstraintViolations().stream()
                        .map(violation -> new FieldError(Arguments.field(violation), violation.getMessage()))
                        .toList(),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> mistyped(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        return invalid(List.of(new FieldError(e.getName(), "is not of the right form")), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        return UnreadableBody.fault(e)
                .map(error -> invalid(List.of(error), request))
                .orElseGet(() -> known(
                        new ProblemException.MalformedBody("The body is missing or cannot be read.", ""), request));
    }

    /** What the web server and the firewall find only when it is read. */
    @ExceptionHandler({RequestRejectedException.class, InvalidParameterException.class})
    ResponseEntity<Problem> malformedRequest(Exception e, HttpServletRequest request) {
        LOG.debug("Refused as malformed", e);
        String detail = "A header or a parameter has characters that are not allowed.";
        return answer(Problems.of(ProblemType.MALFORMED_REQUEST, detail, request), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Problem> unsupported(HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
        return known(new ProblemException.UnsupportedMediaType(), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> collision(DataIntegrityViolationException e, HttpServletRequest request) {
        LOG.debug("Refused by the database", e);
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
                && String.valueOf(cause.getSQLState()).startsWith(DATA_EXCEPTION)) {
            String detail = "A text or a time cannot be stored: it holds a character 0, or lies too far away.";
            return answer(Problems.of(ProblemType.VALIDATION, detail, request), new HttpHeaders());
        }
        return answer(
                Problems.of(ProblemType.CONFLICT, "Something else uses the same key, or still uses this.", request),
                new HttpHeaders());
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        QueryTimeoutException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<Problem> databaseUnavailable(Exception e, HttpServletRequest request) {
        return unavailable("Nothing was changed. Applications keep what they have.", e, request);
    }

    /** The connection broke while a statement ran, so the rollback failed too; the database does it by itself. */
    @ExceptionHandler
    ResponseEntity<Problem> rollbackFailed(JpaSystemException e, HttpServletRequest request) {
        return e.getCause() instanceof TransactionException ? databaseUnavailable(e, request) : other(e, request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> commitFailed(TransactionSystemException e, HttpServletRequest request) {
        return unavailable("It is not known whether this was stored. Look before you repeat it.", e, request);
    }

    private static ResponseEntity<Problem> unavailable(String detail, Exception e, HttpServletRequest request) {
        LOG.warn(
                "The database cannot be reached: {}",
                NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS));
        return answer(Problems.of(ProblemType.DATABASE_UNAVAILABLE, detail, request), headers);
    }

    @ExceptionHandler
    void clientIsGone(AsyncRequestNotUsableException e) {
        LOG.debug("The client went away", e);
    }

    @ExceptionHandler
    ResponseEntity<Problem> other(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse response) {
            return answer(
                    Problems.of(
                            ProblemType.of(response.getStatusCode().value()),
                            response.getBody().getDetail(),
                            request),
                    response.getHeaders());
        }
        LOG.error("Failed on {} {}", request.getMethod(), request.getRequestURI(), e);
        return answer(Problems.of(ProblemType.INTERNAL, "The server's log says more.", request), new HttpHeaders());
    }

    private static ResponseEntity<Problem> invalid(List<FieldError> errors, HttpServletRequest request) {
        Problem problem = Problems.of(ProblemType.VALIDATION, "Some values cannot be taken.", request);
        problem.setErrors(errors);
        return answer(problem, new HttpHeaders());
    }

    private static ResponseEntity<Problem> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
