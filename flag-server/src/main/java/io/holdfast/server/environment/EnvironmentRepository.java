package io.holdfast.server.environment;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Environments in the database. */
interface EnvironmentRepository extends Repository<EnvironmentEntity, Long> {
    EnvironmentEntity saveAndFlush(EnvironmentEntity environment);

    void delete(EnvironmentEntity environment);

    void flush();

    Optional<EnvironmentEntity> findByKey(String key);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from EnvironmentEntity where key = :key")
    Optional<EnvironmentEntity> lockByKey(String key);

    List<EnvironmentEntity> findAllByOrderByKey();

    @Query(value = """
                    select count(*) from hold h join environment e on e.id = h.environment_id
                    where e.key = :key and h.released_at is null and (h.expires_at is null or h.expires_at > now())
                    """, nativeQuery = true)
    int countStandingHolds(String key);

    /**
     * The epoch of an environment that is made now. One that is made again under its old key begins a new epoch, since
     * applications never go back.
     */
    @Query(value = """
                    select coalesce(max((before ->> 'epoch')::bigint), 0) + 1 from audit
                    where subject = :subject and action = 'environment.delete'
                    """, nativeQuery = true)
    long nextEpoch(String subject);
}
