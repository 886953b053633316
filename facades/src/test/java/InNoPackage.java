/** Is in no package, where Java source of a package does not see it. */
class InNoPackage {}
