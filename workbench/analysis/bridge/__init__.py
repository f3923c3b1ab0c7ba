"""The bridge: who moved a KPI between two states of a plan, each part by a named method."""
