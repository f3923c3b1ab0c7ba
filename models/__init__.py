"""What a plan is: frozen values and pure functions over them.

Nothing in this room knows how a figure is worked out, stored or shown. It imports
the standard library and ``immutables`` only.
"""
