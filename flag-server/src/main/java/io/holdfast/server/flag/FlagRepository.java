package io.holdfast.server.flag;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Flags in the database. */
interface FlagRepository extends Repository<FlagEntity, Long> {
    FlagEntity saveAndFlush(FlagEntity flag);

    void delete(FlagEntity flag);

    void flush();

    Optional<FlagEntity> findByKey(String key);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from FlagEntity where key = :key")
    Optional<FlagEntity> lockByKey(String key);

    List<FlagEntity> findAllByOrderByKey();

    /** The texts are matched in any case and as they are: {@code %} and {@code _} stand for themselves. */
    @Query("""
            from FlagEntity where key > :after and (:project is null or projectId = :project)
              and (locate(:text, key) > 0 or locate(:text, lower(coalesce(name, ''))) > 0
                or locate(:text, lower(coalesce(description, ''))) > 0)
            order by key
            """)
    List<FlagEntity> search(String after, @Nullable Long project, String text, Limit limit);
}
