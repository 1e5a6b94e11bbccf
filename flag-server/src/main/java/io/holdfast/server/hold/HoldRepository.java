package io.holdfast.server.hold;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    /** Newest first: ids rise with time. */
    @Query("from HoldEntity where environmentId = :environmentId and id < :before order by id desc")
    List<HoldEntity> page(long environmentId, UUID before, Limit limit);
}
