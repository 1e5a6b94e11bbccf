package io.holdfast.server.hold;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Holds in the database. */
interface HoldRepository extends Repository<HoldEntity, UUID> {
    HoldEntity save(HoldEntity hold);

    void flush();

    Optional<HoldEntity> findByIdAndEnvironmentId(UUID id, long environmentId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from HoldEntity where id = :id and environmentId = :environmentId")
    Optional<HoldEntity> lock(UUID id, long environmentId);

    /** Active and planned ones, oldest first. */
    @Query("""
            from HoldEntity where environmentId = :environmentId and releasedAt is null
              and (expiresAt is null or expiresAt > :now) order by createdAt, id
            """)
    List<HoldEntity> standing(long environmentId, Instant now);

    /** Newest first: ids rise with time. With a state, only those that are in it now; as {@link HoldEntity#stateAt}. */
    @Query("""
            from HoldEntity where environmentId = :environmentId and id < :before and (:state is null
              or :state = 'released' and releasedAt is not null
              or releasedAt is null and (
                :state = 'expired' and expiresAt <= :now
                or (expiresAt is null or expiresAt > :now) and (
                  :state = 'planned' and startsAt > :now
                  or :state = 'active' and (startsAt is null or startsAt <= :now))))
            order by id desc
            """)
    List<HoldEntity> page(long environmentId, UUID before, @Nullable String state, Instant now, Limit limit);
}
