"""A database made of a data package: its tables with every key and constraint that the package states."""

from typing import Any

import duckdb

TYPES = {"string": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "date": "DATE"}


def name(word: str) -> str:
    """A name in SQL."""
    return f'"{word}"'


def literal(value: object) -> str:
    """A value in SQL."""
    return repr(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def column(field: dict[str, Any]) -> str:
    """A column with what its cells must be."""
    rules, own = field.get("constraints", {}), name(field["name"])
    checks = []
    if "enum" in rules:
        checks.append(f"{own} IN ({', '.join(map(literal, rules['enum']))})")
    if "minimum" in rules:
        checks.append(f"{own} >= {rules['minimum']}")
    if "maximum" in rules:
        checks.append(f"{own} <= {rules['maximum']}")
    if "pattern" in rules:
        checks.append(f"regexp_full_match({own}, {literal(rules['pattern'])})")
    filled = " NOT NULL" if rules.get("required") else ""
    return f"{own} {TYPES[field['type']]}{filled}" + "".join(f" CHECK ({check})" for check in checks)


def create(resource: dict[str, Any]) -> str:
    """The statement that makes a resource's table."""
    schema = resource["schema"]
    parts = [column(field) for field in schema["fields"]]
    parts.append(f"PRIMARY KEY ({', '.join(map(name, schema['primaryKey']))})")
    for key in schema.get("foreignKeys", []):
        there = key["reference"]
        parts.append(
            f"FOREIGN KEY ({', '.join(map(name, key['fields']))}) "
            f"REFERENCES {name(there['resource'])} ({', '.join(map(name, there['fields']))})"
        )
    return f"CREATE TABLE {name(resource['name'])} ({', '.join(parts)})"


def in_order(resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The resources so that each comes after those it refers to."""
    needs = {
        each["name"]: {key["reference"]["resource"] for key in each["schema"].get("foreignKeys", [])}
        for each in resources
    }
    done: list[dict[str, Any]] = []
    while len(done) < len(resources):
        names = {each["name"] for each in done}
        ready = [each for each in resources if each["name"] not in names and needs[each["name"]] <= names]
        assert ready, "foreign keys go round in a circle"
        done += ready
    return done


def strays(connection: duckdb.DuckDBPyConnection, resource: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Linked ids that are found nowhere, by the rule that a field states as `references`: (table, column, id)."""
    found: list[tuple[Any, ...]] = []
    for field in resource["schema"]["fields"]:
        rule = field.get("references")
        if not rule:
            continue
        own, table = name(field["name"]), name(resource["name"])
        parts = f"unnest(string_split({own}, {literal(rule['delimiter'])}))" if "delimiter" in rule else own
        allowed = ", ".join(map(literal, rule.get("orOneOf", [""])))
        found += connection.execute(
            f"SELECT {literal(resource['name'])}, {literal(field['name'])}, id FROM "  # noqa: S608 - names of our own
            f"(SELECT {parts} AS id FROM {table} WHERE {own} IS NOT NULL) "
            f"WHERE id NOT IN ({allowed}) AND id NOT IN (SELECT {name(rule['field'])} FROM {name(rule['resource'])})"
        ).fetchall()
    return found
