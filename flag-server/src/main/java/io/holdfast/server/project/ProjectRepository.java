package io.holdfast.server.project;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Projects in the database. */
interface ProjectRepository extends Repository<ProjectEntity, Long> {
    ProjectEntity saveAndFlush(ProjectEntity project);

    void delete(ProjectEntity project);

    Optional<ProjectEntity> findByKey(String key);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from ProjectEntity where key = :key")
    Optional<ProjectEntity> lockByKey(String key);

    List<ProjectEntity> findByKeyGreaterThanOrderByKey(String key, Limit limit);

    @Query(
            value = "select count(*) from flag f join project p on p.id = f.project_id where p.key = :key",
            nativeQuery = true)
    int countFlags(String key);
}
